import type { Handler } from './exchange'

/** Answers as `inner` does if a header of the request matches, else with 403. */
export function needsHeader(name: string, pattern: RegExp, inner: Handler): Handler {
  return (exchange) => {
    const value = exchange.request.headers[name]
    if (typeof value === 'string' && pattern.test(value)) return inner(exchange)
    exchange.response.writeHead(403, { 'content-type': 'text/plain' }).end('not for you\n')
  }
}

/** Redirects requests without its cookie to `cookiePath`, where `givesCookie` is. */
export function needsCookie(cookiePath: string, inner: Handler): Handler {
  return (exchange) => {
    if (exchange.request.headers.cookie?.includes('seen=yes')) return inner(exchange)
    exchange.response.writeHead(302, { location: cookiePath }).end()
  }
}

/** Sets the cookie and sends back to `backPath`. */
export function givesCookie(backPath: string): Handler {
  return ({ response }) => {
    response.writeHead(302, { location: backPath, 'set-cookie': 'seen=yes; Path=/' }).end()
  }
}
