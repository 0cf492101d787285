import type { Handler } from './exchange'

interface SignedLink {
  /** Redirects to the target with a fresh signature. */
  readonly link: Handler
  /** Responds as `inner` while the signature is valid, then with 403. */
  readonly target: Handler
}

/** How long a signature is valid. */
export interface Expiry {
  readonly requests?: number
  readonly ms?: number
}

/** A link that redirects to a signed, expiring link at `targetPath`. */
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
