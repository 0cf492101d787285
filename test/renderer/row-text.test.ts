import { describe, expect, it } from 'vitest'
import { errorLines, hostOf, retryingLine, rowNotes } from '../../src/renderer/lib/text/row-text'
import type { ErrorInfo } from '../../src/shared/errors'
import { aView } from './a-view'

const words = (...view: Parameters<typeof aView>) => rowNotes(aView(...view)).join(' · ')

const busy: ErrorInfo = { code: 'server-busy', facts: { host: 'files.example.org', status: 503 } }

describe('rowNotes', () => {
  it('tell where a download comes from and goes', () => {
    expect(words({ state: 'queued', dir: '/d' })).toBe('files.example.org · /d')
    expect(words({ doneBytes: 1, connections: 1, dir: '/d' })).toBe('files.example.org · /d')
  })

  it('say that it connects before the first connection', () => {
    expect(words({})).toBe('Connecting · files.example.org')
  })

  it('warn that a download cannot be continued', () => {
    const running = { doneBytes: 1, connections: 1, resumable: false }
    expect(words(running)).toContain('not resumable')
    expect(words({ state: 'paused', doneBytes: 1, resumable: false })).toContain('will start over')
    expect(words({ state: 'paused', resumable: false })).not.toContain('will start over')
  })

  it('tell a verified checksum', () => {
    expect(words({ state: 'completed', proof: 'checksum' })).toContain('checksum verified')
    expect(words({ state: 'completed', proof: 'length' })).not.toContain('verified')
  })
})

describe('errorLines', () => {
  it('tells what happened and what to do', () => {
    const lines = errorLines(aView({ state: 'failed', error: { code: 'disk-full', facts: {} } }))
    expect(lines).toEqual([
      'The disk is full.',
      'Free some space or choose another folder. Rill then continues automatically.',
    ])
  })

  it('is silent while the download goes on', () => {
    expect(errorLines(aView({ state: 'queued', error: busy }))).toBeNull()
    expect(errorLines(aView({ state: 'failed' }))).toBeNull()
  })
})

describe('retryingLine', () => {
  it('counts down to the next attempt', () => {
    expect(retryingLine({ error: busy, atMs: 13_000 }, 1000)).toMatch(
      /too busy \(503\)\. Retrying in 12s\.$/u,
    )
  })

  it('does not count below zero', () => {
    expect(retryingLine({ error: busy, atMs: 1000 }, 9000)).toMatch(/Retrying now\.$/u)
  })
})

describe('hostOf', () => {
  it('is empty for what is not a link', () => {
    expect(hostOf('nonsense')).toBe('')
    expect(hostOf('https://www.example.org:8080/x')).toBe('example.org:8080')
  })
})
