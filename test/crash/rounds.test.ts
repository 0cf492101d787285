import { describe, expect, it, onTestFailed } from 'vitest'
import { planRound, planWords } from './plan-round'
import { runRound } from './run-round'

const KIB = 1024

/** Five of them; on request fifty, RILL_CRASH=1, or those that are named: RILL_ROUND=17, or 51-100. */
const [first = 1, last = first] = (
  process.env.RILL_ROUND ?? (process.env.RILL_CRASH === undefined ? '1-5' : '1-50')
)
  .split('-')
  .map(Number)
const rounds = Array.from({ length: last - first + 1 }, (_, index) => first + index)
const isToldOf = process.env.RILL_CRASH !== undefined || process.env.RILL_ROUND !== undefined

describe('a command that is killed at seeded moments', () => {
  it.each(rounds)('ends with the right files in round %i', async (round) => {
    const plan = planRound(round)
    onTestFailed(() => {
      process.stdout.write(
        `${planWords(plan)}\nagain: RILL_ROUND=${round} npx vitest run test/crash/rounds\n`,
      )
    })
    const startedAtMs = performance.now()
    const { faults, kills, sentAgainBytes } = await runRound(plan)
    if (isToldOf) {
      const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1)
      const cost = `${Math.round(sentAgainBytes / KIB)} KiB sent again`
      process.stdout.write(`${planWords(plan)} -> ${kills} kills, ${cost}, ${seconds} s\n`)
    }
    expect(faults).toEqual([])
  })
})
