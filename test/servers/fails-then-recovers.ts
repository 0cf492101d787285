import type { Handler } from './exchange'

interface FailingOptions {
  readonly status: number
  /** How many requests fail, the first ones; without a number, until `recover` is called. */
  readonly times?: number
  readonly headers?: Readonly<Record<string, string>>
}

interface FailingHandler extends Handler {
  recover(): void
}

/** Answers with an error first, and then as `healthy` does. */
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
 * Asks the first `times` requests to come back later: 503 (or `status`) with Retry-After, in
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
