import { describe, expect, it } from 'vitest'
import { parseUrl } from '../../src/shared/parse-url'

describe('parseUrl', () => {
  it('returns the URL', () => {
    expect(parseUrl('https://a.example/x?y#z')?.href).toBe('https://a.example/x?y#z')
  })

  it('resolves a relative link', () => {
    expect(parseUrl('../y', 'https://a.example/b/x')?.href).toBe('https://a.example/y')
  })

  it.each(['', 'a.example', 'http://', 'http://a b.example/'])('refuses "%s"', (text) => {
    expect(parseUrl(text)).toBeNull()
  })

  it('gives the same answer after 10,000 calls', () => {
    const answers = Array.from({ length: 10_000 }, () => parseUrl('https://bücher.example/ä')?.host)
    expect(new Set(answers)).toEqual(new Set(['xn--bcher-kva.example']))
  })
})
