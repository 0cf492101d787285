import type { Program } from '../program'
import { asTheyComplete } from './as-completed'
import { barriers } from './barriers'
import { cancellation } from './cancellation'
import { conditions } from './conditions'
import { events } from './events'
import { futuresAndCallbacks } from './futures-and-callbacks'
import { gather } from './gather'
import { groups } from './groups'
import { locks } from './locks'
import { nesting } from './nesting'
import { queues } from './queues'
import { semaphores } from './semaphores'
import { shields } from './shield'
import { timeouts } from './timeouts'
import { waits } from './wait'

/** Every named scenario, by concept; a name occurs once. */
export const scenarios: readonly Program[] = [
  ...cancellation,
  ...groups,
  ...gather,
  ...waits,
  ...asTheyComplete,
  ...timeouts,
  ...shields,
  ...locks,
  ...semaphores,
  ...events,
  ...conditions,
  ...queues,
  ...barriers,
  ...futuresAndCallbacks,
  ...nesting,
]
