import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import { mayRestart } from '../../src/main/engine/transfer/restart-decision'
import type { ErrorCode } from '../../src/shared/errors'

const ask = (code: ErrorCode, resumable: boolean | null, lostBytes: number) =>
  mayRestart({
    error: new DownloadError(code),
    resumable,
    lostBytes,
    restartBelowBytes: 100,
    isRepair: false,
  })

describe('mayRestart', () => {
  it.each<[ErrorCode, boolean | null, number, boolean]>([
    ['file-changed', true, 0, true],
    ['file-changed', true, 100, true],
    ['file-changed', true, 101, false],
    ['range-ignored', true, 100, true],
    ['range-ignored', true, 101, false],
    ['part-file-lost', true, 0, true],
    ['connection-lost', null, 0, true],
    ['connection-lost', false, 1_000_000, true],
    ['connection-lost', true, 0, false],
    ['server-busy', null, 0, true],
    ['not-found', null, 0, false],
    ['disk-full', false, 0, false],
    ['bug', null, 0, false],
  ])('%s, resumable %s, %i bytes to lose: %s', (code, resumable, lostBytes, expected) => {
    expect(ask(code, resumable, lostBytes)).toBe(expected)
  })
})

it('never throws away what was a finished file', () => {
  const circumstances = { resumable: true, lostBytes: 0, restartBelowBytes: 100, isRepair: true }
  expect(mayRestart({ error: new DownloadError('file-changed'), ...circumstances })).toBe(false)
})
