import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contentOf, digestOfContent } from './content'

const KIB = 1024

/** Positions at which 16 bytes are the same in both, at any offset. */
function sameStretches(a: Uint8Array, b: Uint8Array): number {
  let [same, run] = [0, 0]
  for (let at = 0; at < a.byteLength; at += 1) {
    run = a[at] === b[at] ? run + 1 : 0
    if (run >= 16) same += 1
  }
  return same
}

describe('contents', () => {
  it('differ in every 16 bytes', () => {
    for (const other of [2, 3, 64, 65, 1000]) {
      expect(sameStretches(contentOf(1, 300 * KIB), contentOf(other, 300 * KIB))).toBe(0)
    }
  })

  it('do not repeat at another position', () => {
    const content = contentOf(1, 300 * KIB)
    for (const shift of [1, 7, 4096, 64 * KIB]) {
      expect(sameStretches(content.subarray(shift), content)).toBe(0)
    }
  })

  it('stay the same when longer contents are requested', () => {
    const before = Buffer.from(contentOf(5, 1000))
    contentOf(5, 30 * KIB * KIB)
    expect(before.equals(contentOf(5, 1000))).toBe(true)
  })

  it('have different digests', () => {
    const expected = createHash('sha256').update(contentOf(7, 1000)).digest()
    expect(digestOfContent(7, 1000)).toEqual(expected)
    expect(digestOfContent(7, 1001)).not.toEqual(expected)
  })
})
