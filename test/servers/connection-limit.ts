import type { Exchange, Handler } from './exchange'
import { statusOnly } from './small-behaviours'

/**
 * Lets `inner` answer at most `most` requests at a time, and `beyond` the others, by default with
 * 503.
 */
export function connectionLimit(
  most: number,
  inner: Handler,
  beyond: Handler = statusOnly(503),
): Handler {
  let open = 0
  return (exchange) => {
    if (open >= most) return beyond(exchange)
    open += 1
    exchange.closed.addEventListener('abort', () => {
      open -= 1
    })
    return inner(exchange)
  }
}

/** Lets requests beyond `most` wait silently until another one ends. */
export function connectionQueue(most: number, inner: Handler): Handler {
  let open = 0
  const waiting: (() => void)[] = []
  return async (exchange) => {
    if (open >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    open += 1
    whenClosed(exchange, () => {
      open -= 1
      waiting.shift()?.()
    })
    if (!exchange.closed.aborted) await inner(exchange)
  }
}

/** Serves one connection at a time: a new connection resets the previous one. */
export function newestConnectionWins(inner: Handler): Handler {
  let newest: Exchange | null = null
  return (exchange) => {
    newest?.response.socket?.resetAndDestroy()
    newest = exchange
    whenClosed(exchange, () => {
      if (newest === exchange) newest = null
    })
    return inner(exchange)
  }
}

function whenClosed({ closed }: Exchange, done: () => void): void {
  if (closed.aborted) done()
  else closed.addEventListener('abort', done)
}
