import type { Handler } from './start-server'

/** Answers at most `most` requests at a time as `inner` does, and 503 to the ones beyond. */
export function connectionLimit(most: number, inner: Handler): Handler {
  let open = 0
  return (exchange) => {
    if (open >= most) {
      exchange.response.writeHead(503, { 'content-type': 'text/plain' }).end('too many\n')
      return
    }
    open += 1
    exchange.closed.addEventListener('abort', () => {
      open -= 1
    })
    return inner(exchange)
  }
}
