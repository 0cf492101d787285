import type { Handler } from './exchange'

/** Uses the first handler for the first request, and so on; the last one for all others. */
export function inTurn(...turns: readonly [Handler, ...Handler[]]): Handler {
  let next = 0
  return (exchange) => {
    const handler = turns[Math.min(next, turns.length - 1)] ?? turns[0]
    next += 1
    return handler(exchange)
  }
}

/** Hands requests to the handlers in rotation, as a load balancer does. */
export function roundRobin(...nodes: readonly [Handler, ...Handler[]]): Handler {
  let next = 0
  return (exchange) => {
    const handler = nodes[next % nodes.length] ?? nodes[0]
    next += 1
    return handler(exchange)
  }
}
