import { describe, expect, it } from 'vitest'
import { fileKind } from '../../src/renderer/lib/file-kind'
import { splitName } from '../../src/renderer/lib/format/split-name'

describe('splitName', () => {
  it('keeps the end of a long name', () => {
    const name = 'a-recording-of-a-long-evening-disc-2.tar.gz'
    const [start, end] = splitName(name)
    expect(start + end).toBe(name)
    expect(end).toBe('-disc-2.tar.gz')
  })

  it('keeps the ending of a name that is too long for a narrow column alone', () => {
    expect(splitName('debian-12.8.0-mini.iso')).toEqual(['debian-12.8', '.0-mini.iso'])
  })

  it('leaves short names and right-to-left names whole', () => {
    expect(splitName('big.iso')).toEqual(['big.iso', ''])
    const name = `${'نهر'.repeat(20)}.pdf`
    expect(splitName(name)).toEqual([name, ''])
  })

  it('splits no character in two', () => {
    const [start, end] = splitName('🌊'.repeat(40))
    expect([start, end].every((part) => !/\p{Cs}/u.test(part))).toBe(true)
  })
})

describe('fileKind', () => {
  it.each([
    ['a.tar.gz', 'archive'],
    ['A.ISO', 'disc'],
    ['film.mkv', 'video'],
    ['README', 'other'],
    ['.bin', 'program'],
    ['odd.', 'other'],
  ])('takes %s for %s', (name, kind) => {
    expect(fileKind(name)).toBe(kind)
  })
})
