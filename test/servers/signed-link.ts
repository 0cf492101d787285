import type { Handler } from './exchange'

interface SignedLink {
  /** Redirects to the target with a fresh signature. */
  readonly link: Handler
  /** Answers as `inner` while the signature holds, and 403 afterwards. */
  readonly target: Handler
}

/** How long a signature holds. */
export interface Expiry {
  readonly requests?: number
  readonly ms?: number
}

/** A link that leads to a signed one, which expires; `targetPath` is where the target stands. */
export function signedLink(targetPath: string, inner: Handler, expiry: Expiry): SignedLink {
  const { requests = Number.POSITIVE_INFINITY, ms = Number.POSITIVE_INFINITY } = expiry
  const signed = new Map<string, { readonly untilMs: number; left: number }>()
  return {
    link({ response }) {
      const signature = String(signed.size + 1)
      signed.set(signature, { untilMs: performance.now() + ms, left: requests })
      response.writeHead(302, { location: `${targetPath}?signature=${signature}` }).end()
    },
    target(exchange) {
      const url = new URL(exchange.request.url ?? '/', 'http://localhost')
      const held = signed.get(url.searchParams.get('signature') ?? '')
      if (held === undefined || held.left === 0 || performance.now() > held.untilMs) {
        exchange.response.writeHead(403, { 'content-type': 'application/xml' })
        exchange.response.end('<Error><Code>AccessDenied</Code></Error>\n')
        return
      }
      held.left -= 1
      return inner(exchange)
    },
  }
}
