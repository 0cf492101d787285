import type { Handler } from './exchange'
import { Gate } from './gate'

/**
 * Holds its first response after `afterBytes` until another one is complete or `patienceMs` have
 * passed, so that several connections work even on a small file. `first` makes the first response,
 * which has to respect the gate; `rest` makes the others.
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
