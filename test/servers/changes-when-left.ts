import type { Handler } from './exchange'
import { Gate } from './gate'

/**
 * Sends `afterBytes` and waits. Once the client has left, as after a pause, `after` responds. `before`
 * makes the first response, which has to respect the gate.
 */
export function changesWhenLeft(
  afterBytes: number,
  before: (gate: Gate) => Handler,
  after: Handler,
): Handler {
  const gate = new Gate(afterBytes)
  const first = before(gate)
  let left = false
  return (exchange) => {
    if (left) return after(exchange)
    exchange.closed.addEventListener('abort', () => {
      left = true
    })
    return first(exchange)
  }
}
