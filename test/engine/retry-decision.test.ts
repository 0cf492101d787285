import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import { decideRetry } from '../../src/main/engine/transfer/retry-decision'
import { ERROR_FAMILIES, type ErrorCode, type ErrorFacts } from '../../src/shared/errors'

const decide = (failures: number, random: number, facts: ErrorFacts = {}, maxTries = 100) =>
  decideRetry({ error: new DownloadError('server-busy', facts), failures, maxTries, random })

describe('decideRetry', () => {
  it.each([
    [1, 1000],
    [2, 2000],
    [3, 4000],
    [6, 32_000],
    [7, 60_000],
    [50, 60_000],
  ])('after %i failures waits up to %i ms', (failures, ceilingMs) => {
    expect(decide(failures, 0)).toBe(0)
    expect(decide(failures, 0.5)).toBe(ceilingMs / 2)
    expect(decide(failures, 0.999)).toBeLessThan(ceilingMs)
  })

  it.each([
    [4, 0],
    [5, null],
    [6, null],
  ])('with 5 tries, failure %i is answered with %s', (failures, expected) => {
    expect(decide(failures, 0, {}, 5)).toBe(expected)
  })

  it('comes back no earlier than the server asks for', () => {
    expect(decide(1, 0, { retryAfterMs: 30_000 })).toBe(30_000)
    expect(decide(1, 0.5, { retryAfterMs: 30_000 })).toBe(30_500)
    expect(decide(1, 0.5, { retryAfterMs: 0 })).toBe(500)
  })

  it('gives up when the server asks for more than ten minutes', () => {
    expect(decide(1, 0, { retryAfterMs: 600_000 })).toBe(600_000)
    expect(decide(1, 0, { retryAfterMs: 600_001 })).toBeNull()
  })

  it('tries again after retryable errors and no others', () => {
    for (const [code, family] of Object.entries(ERROR_FAMILIES)) {
      const error = new DownloadError(code as ErrorCode)
      const delayMs = decideRetry({ error, failures: 1, maxTries: 5, random: 0 })
      expect({ code, delayMs }).toEqual({ code, delayMs: family === 'retryable' ? 0 : null })
    }
  })
})
