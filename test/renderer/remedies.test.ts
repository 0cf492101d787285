import { describe, expect, it } from 'vitest'
import { problemOf, remediesFor } from '../../src/renderer/lib/remedies'
import { ERROR_FAMILIES, type ErrorCode } from '../../src/shared/errors'
import { aView } from './a-view'

const codes = Object.keys(ERROR_FAMILIES) as ErrorCode[]

describe('the remedies for an error', () => {
  it.each(codes.filter((code) => code !== 'data-too-new'))('are there for %s', (code) => {
    const state = ERROR_FAMILIES[code] === 'link' ? 'needs-link' : 'failed'
    const remedies = remediesFor(code, state)
    expect(remedies.length).toBeGreaterThan(0)
    expect(new Set(remedies).size).toBe(remedies.length)
  })

  it.each([
    ['stalled', 'retry'],
    ['file-changed', 'start-over'],
    ['unauthorized', 'log-in'],
    ['link-expired', 'new-link'],
    ['login-page', 'open-link'],
    ['disk-full', 'choose-folder'],
    ['folder-missing', 'choose-folder'],
    ['name-taken', 'rename'],
    ['damaged', 'repair'],
    ['proxy-unusable', 'proxy'],
  ] as const)('of %s begin with %s', (code, first) => {
    expect(remediesFor(code, 'failed')[0]).toBe(first)
  })
})

describe('what ails a download', () => {
  const error = { code: 'disk-full', facts: {} } as const

  it('is nothing while all goes well', () => {
    expect(problemOf(aView({ state: 'downloading' }))).toBeNull()
    expect(problemOf(aView({ state: 'paused', error }))).toBeNull()
  })

  it('needs no retry where it tries by itself', () => {
    const waiting = { reason: 'network', error, nextAttemptAtMs: 5 } as const
    expect(problemOf(aView({ state: 'downloading', waiting }))?.remedies).toEqual([
      'choose-folder',
      'show-folder',
    ])
  })
})
