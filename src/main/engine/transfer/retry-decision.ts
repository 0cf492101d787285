import type { DownloadError } from '../download-error'
import { LONGEST_RETRY_AFTER_MS } from '../hosts/retry-after'

const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 60_000

export interface RetryCircumstances {
  readonly error: DownloadError
  /** Attempts in a row that received no byte, including this one: from 1. */
  readonly failures: number
  readonly maxTries: number
  /** In `[0, 1)`. */
  readonly random: number
}

/**
 * How long to wait before the next attempt, in milliseconds; null to give up. The delay doubles
 * with each failure and is jittered over its whole length, so that many clients do not come back
 * together; Retry-After (RFC 9110 §10.2.3) is a lower bound.
 */
export function decideRetry({
  error,
  failures,
  maxTries,
  random,
}: RetryCircumstances): number | null {
  if (error.family !== 'retryable' || failures >= maxTries) return null
  const ceilingMs = Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), LONGEST_DELAY_MS)
  const retryAfterMs = error.facts.retryAfterMs ?? 0
  if (retryAfterMs > LONGEST_RETRY_AFTER_MS) return null
  return retryAfterMs + ceilingMs * random
}
