import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../setup/paths.mjs'

const RESULTS = join(ROOT, 'test-results')
export const UNIT_RESULT = join(RESULTS, 'unit.json')
export const E2E_RESULT = join(RESULTS, 'e2e.json')

export function forgetResults() {
  rmSync(RESULTS, { recursive: true, force: true })
}

/** The tests that Vitest ran; null if it ended before it could write its result. */
export function unitCounts() {
  const result = read(UNIT_RESULT)
  if (result === null) return null
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests,
    skipped: result.numPendingTests,
  }
}

/** The stories that Playwright ran; null if it ended before it could write its result. */
export function e2eCounts() {
  const result = read(E2E_RESULT)
  if (result === null) return null
  const { expected, unexpected, flaky, skipped } = result.stats
  return { passed: expected, failed: unexpected + flaky, skipped }
}

/**
 * All tests of these steps. A step that failed without a failed test, such as a lint error or a
 * crashed runner, counts as one failed test: a red run never ends with `0 failed`.
 */
export function total(results) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { ok, counts } of results) {
    sum.passed += counts?.passed ?? 0
    sum.skipped += counts?.skipped ?? 0
    sum.failed += Math.max(counts?.failed ?? 0, ok ? 0 : 1)
  }
  return sum
}

function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}
