import { describe, expect, it } from 'vitest'
import { play } from './play'
import { aStory, type Told } from './story/a-story'

/** More than a small download takes, from being added to being completed. */
const STEPS = 24

/** A power cut loses more or less of the unflushed writes, depending on the seed. */
const COURSES = 6

const DEATHS = ['kill', 'power-cut'] as const

/** A small download during which Rill dies before the given steps of two lives. */
const dyingTwice = (
  seed: number,
  [first, steps]: readonly [(typeof DEATHS)[number], number],
  [second, moreSteps]: readonly [(typeof DEATHS)[number], number],
): Told => ({
  seed,
  hosts: [{ latencyMs: 30 }],
  resources: [{ lengthBytes: 80_000 }],
  disk: { writeMs: 5, flushMs: 400 },
  events: [
    { atMs: 0, do: 'add', resource: 0 },
    { atMs: 1, do: first, forMs: 0, steps },
    { atMs: 2, do: second, forMs: 0, steps: moreSteps },
    // Whatever the first two deaths left in doubt has to be safe by now.
    ...(seed % 2 === 0 ? [] : [{ atMs: 9_000, do: 'power-cut', forMs: 0, steps: 0 } as const]),
  ],
})

describe('Rill keeps its promises when it dies twice', () => {
  it.each(DEATHS.flatMap((first) => DEATHS.map((second) => ({ first, second }))))(
    '$first, then $second',
    ({ first, second }) => {
      for (let steps = 0; steps < STEPS; steps += 1) {
        for (let more = steps; more < STEPS; more += 1) {
          for (let seed = 0; seed < COURSES; seed += 1) {
            const told = dyingTwice(seed, [first, steps], [second, more])
            expect(play(aStory(told)).failure, JSON.stringify(told)).toBeNull()
          }
        }
      }
    },
  )
})
