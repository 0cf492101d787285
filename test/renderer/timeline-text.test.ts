import { describe, expect, it } from 'vitest'
import { timelineSentence } from '../../src/renderer/lib/text/timeline-text'
import { TIMELINE_KINDS, type TimelineEntry } from '../../src/shared/timeline'

const sentence = (kind: TimelineEntry['kind'], facts: TimelineEntry['facts'] = {}): string =>
  timelineSentence({ atMs: 0, kind, facts })

describe('an entry of the timeline', () => {
  it.each(TIMELINE_KINDS)('is a sentence: %s', (kind) => {
    expect(sentence(kind)).toMatch(/^\p{Lu}/u)
    expect(sentence(kind)).not.toMatch(/\{\{|timeline\./u)
  })

  it('says why', () => {
    const facts = { code: 'stalled', host: 'a.example', delayMs: 2_000 }
    expect(sentence('retrying', facts)).toBe('Retrying in 2s. a.example stopped sending.')
    expect(sentence('failed', { code: 'not-found', host: 'a.example' })).toBe(
      'Failed. a.example has no such file (404).',
    )
  })

  it('says what was changed, and to what', () => {
    expect(sentence('changed', { what: 'connections', to: 3 })).toBe('Changed: connections, now 3')
    expect(sentence('changed', { what: 'login' })).toBe('Changed: login')
    expect(sentence('limited', { limitBytesPerSec: 500_000 })).toBe('Limited to 500.0 kB/s')
    expect(sentence('limited')).toBe('Limit removed')
  })
})
