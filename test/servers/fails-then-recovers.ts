import type { Handler } from './exchange'

interface FailingOptions {
  readonly status: number
  /** How many of the first requests fail; by default all until `recover` is called. */
  readonly times?: number
  readonly headers?: Readonly<Record<string, string>>
}

interface FailingHandler extends Handler {
  recover(): void
}

/** Responds with an error at first, later as `healthy` does. */
export function failsThenRecovers(
  { status, times = Number.POSITIVE_INFINITY, headers = {} }: FailingOptions,
  healthy: Handler,
): FailingHandler {
  let left = times
  const handler: Handler = (exchange) => {
    if (left <= 0) return healthy(exchange)
    left -= 1
    exchange.response
      .writeHead(status, { 'content-type': 'text/plain', ...headers })
      .end(`${status}\n`)
  }
  return Object.assign(handler, {
    recover() {
      left = 0
    },
  })
}

/**
 * Tells the first `times` requests to retry later: 503 (or `status`) with Retry-After, in
 * seconds or as a date (RFC 9110 §10.2.3).
 */
export function retryAfter(
  when: number | Date,
  { times = 1, status = 503 }: { readonly times?: number; readonly status?: 429 | 503 },
  healthy: Handler,
): FailingHandler {
  const value = typeof when === 'number' ? String(when) : when.toUTCString()
  return failsThenRecovers({ status, times, headers: { 'retry-after': value } }, healthy)
}
