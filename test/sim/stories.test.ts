import { describe, expect, it } from 'vitest'
import { play } from './play'
import { tellStory } from './story/tell-story'

const SEEDS = 300
const SEEDS_A_TEST = 25

describe('a simulated world', () => {
  it.each(Array.from({ length: SEEDS / SEEDS_A_TEST }, (_, index) => 1 + index * SEEDS_A_TEST))(
    'breaks no promise in the stories from %i on',
    { timeout: 60_000 },
    (first) => {
      for (let seed = first; seed < first + SEEDS_A_TEST; seed += 1) {
        const { failure } = play(tellStory(seed))
        expect(failure, `npm run sim -- --seed ${seed}`).toBeNull()
      }
    },
  )

  it('takes the same course for the same seed', () => {
    const courses = [11, 11].map((seed) => play(tellStory(seed)).trace.text())
    expect(courses[0]).toBe(courses[1])
    expect(courses[0]).not.toBe(play(tellStory(12)).trace.text())
  })
})
