import type { Handler } from './exchange'

/** Answers the first request as the first of these does, and so on; the last stays for ever. */
export function inTurn(...turns: readonly [Handler, ...Handler[]]): Handler {
  let next = 0
  return (exchange) => {
    const handler = turns[Math.min(next, turns.length - 1)] ?? turns[0]
    next += 1
    return handler(exchange)
  }
}

/** Hands each request to the next of these, round and round, as a balancer before nodes does. */
export function roundRobin(...nodes: readonly [Handler, ...Handler[]]): Handler {
  let next = 0
  return (exchange) => {
    const handler = nodes[next % nodes.length] ?? nodes[0]
    next += 1
    return handler(exchange)
  }
}
