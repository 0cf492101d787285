import type { Handler } from './exchange'
import { Gate } from './gate'

/**
 * Holds its first answer after `afterBytes` until another request has been answered to its end, or
 * `patienceMs` have passed: so that several connections work even on a file that is soon done.
 * `first` makes the first answer, which has to respect the gate; the others are `rest`.
 */
export function heldUntilJoined(
  afterBytes: number,
  patienceMs: number,
  first: (gate: Gate) => Handler,
  rest: Handler,
): Handler {
  const gate = new Gate(afterBytes)
  let requests = 0
  return (exchange) => {
    requests += 1
    if (requests > 1) {
      exchange.closed.addEventListener('abort', () => gate.open())
      return rest(exchange)
    }
    const patience = setTimeout(() => gate.open(), patienceMs)
    exchange.closed.addEventListener('abort', () => clearTimeout(patience))
    return first(gate)(exchange)
  }
}
