import { describe, expect, it } from 'vitest'
import { sentence, withoutPassword } from '../../src/main/cli/sentence'
import { ERROR_FAMILIES, type ErrorCode } from '../../src/shared/errors'

const CODES = Object.keys(ERROR_FAMILIES) as ErrorCode[]

describe('the sentence of an error', () => {
  it.each(CODES)('is one line for %s and promises nothing of the window', (code) => {
    const text = sentence({ code, facts: { path: '/files', host: 'a.example' } })
    expect(text).toMatch(/^\S.*\S\.$/u)
    expect(text).not.toContain('automatically')
  })

  it('names the options that help', () => {
    expect(sentence({ code: 'unauthorized', facts: {} })).toContain('--user')
    expect(sentence({ code: 'name-taken', facts: {} })).toContain('--on-conflict')
  })

  it('has no secret of a link', () => {
    const detail = 'no answer from https://me:hunter2@a.example/x?token=hunter2'
    expect(sentence({ code: 'bug', facts: { detail } })).not.toContain('hunter2')
  })

  it('shows a link as it was given, but for its password', () => {
    expect(withoutPassword('https://me:p@ss:1@a.example/x?y=z')).toBe(
      'https://me:***@a.example/x?y=z',
    )
    expect(withoutPassword('https://a.example:8443/a:b@c')).toBe('https://a.example:8443/a:b@c')
  })
})
