import type { Refusal } from '../story/story'
import type { World } from '../world/world'
import { type PlannedAnswer, statusAnswer } from './good-answer'

/** Why there is no response, as the system says it. */
export type Refused = 'ECONNREFUSED' | 'ECONNRESET'

/** How a host refuses a connection beyond its limit. */
export function refuse(refusal: Refusal, world: World): PlannedAnswer | Refused {
  switch (refusal) {
    case 'refused':
      return 'ECONNREFUSED'
    case 'reset':
      return 'ECONNRESET'
    case 'busy':
      return statusAnswer(503, { 'retry-after': `${world.pick(1, 5)}` })
    case 'too-many':
      return statusAnswer(429)
  }
}
