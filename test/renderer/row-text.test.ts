import { describe, expect, it } from 'vitest'
import { errorLines, hostOf, retryingLine, rowDetails } from '../../src/renderer/lib/row-text'
import type { ErrorInfo } from '../../src/shared/errors'
import { aView } from './a-view'

const words = (...view: Parameters<typeof aView>) =>
  rowDetails(aView(...view))
    .map(({ text }) => text)
    .join(' · ')

const busy: ErrorInfo = { code: 'server-busy', facts: { host: 'files.example.org', status: 503 } }

describe('rowDetails', () => {
  it('tells all that is known of a running download', () => {
    expect(
      words({
        doneBytes: 318_400_000,
        lengthBytes: 1_460_000_000,
        speedBytesPerSec: 4_200_000,
        etaMs: 133_000,
        connections: 8,
      }),
    ).toBe('318.4 MB of 1.46 GB · 4.2 MB/s · 2m 13s left · 8 connections')
  })

  it('leaves out what is not known', () => {
    expect(words({ doneBytes: 84_200_000, connections: 1 })).toBe('84.2 MB · 1 connection')
  })

  it('says that it connects before the first connection', () => {
    expect(words({})).toBe('Connecting · files.example.org')
  })

  it('warns that a download cannot be continued', () => {
    expect(words({ doneBytes: 1, connections: 1, resumable: false })).toContain(
      'cannot be continued',
    )
    expect(words({ state: 'paused', doneBytes: 1, resumable: false })).toContain('will start over')
  })

  it('tells nothing of the progress of what has none', () => {
    expect(words({ state: 'queued' })).toBe('files.example.org')
    expect(words({ state: 'queued', lengthBytes: 2_000_000 })).toBe('2.0 MB · files.example.org')
  })

  it('tells a verified checksum', () => {
    expect(words({ state: 'completed', doneBytes: 5, proof: 'checksum' })).toContain(
      'checksum verified',
    )
    expect(words({ state: 'completed', doneBytes: 5, proof: 'length' })).not.toContain('verified')
  })
})

describe('errorLines', () => {
  it('tells what happened and what to do', () => {
    const lines = errorLines(aView({ state: 'failed', error: { code: 'disk-full', facts: {} } }))
    expect(lines).toEqual(['The disk is full.', 'Free some space, then retry.'])
  })

  it('is silent while the download goes on', () => {
    expect(errorLines(aView({ state: 'queued', error: busy }))).toBeNull()
    expect(errorLines(aView({ state: 'failed' }))).toBeNull()
  })
})

describe('retryingLine', () => {
  it('counts down to the next attempt', () => {
    expect(retryingLine({ error: busy, atMs: 13_000 }, 1000)).toMatch(
      /too busy \(503\)\. Trying again in 12s\.$/u,
    )
  })

  it('does not count below zero', () => {
    expect(retryingLine({ error: busy, atMs: 1000 }, 9000)).toMatch(/Trying again now\.$/u)
  })
})

describe('hostOf', () => {
  it('is empty for what is not a link', () => {
    expect(hostOf('nonsense')).toBe('')
    expect(hostOf('https://www.example.org:8080/x')).toBe('example.org:8080')
  })
})
