import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutAt, totalBytes } from '../../src/main/engine/requests/chunks'

it('cuts chunks anywhere without losing or turning a byte', () => {
  const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 9 }))
  fc.assert(
    fc.property(chunks, fc.nat(60), (all, at) => {
      const [first, rest] = cutAt(all, at)
      expect(totalBytes(first)).toBe(Math.min(at, totalBytes(all)))
      expect(Buffer.concat([...first, ...rest])).toEqual(Buffer.concat(all))
      expect([...first, ...rest].every((chunk) => chunk.byteLength > 0)).toBe(true)
    }),
  )
})
