import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ICONS = join(import.meta.dirname, '..', '..', 'build', 'icons')
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

/** Width and height from the header of a PNG (RFC 2083 §4.1.1). */
function dimensions(png: Buffer): [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('the icons for packages', () => {
  it.each(SIZES)('have %i pixels', (size) => {
    const png = readFileSync(join(ICONS, `${size}x${size}.png`))
    expect(dimensions(png)).toEqual([size, size])
  })

  it('name every image in the Windows icon', () => {
    const ico = readFileSync(join(ICONS, 'icon.ico'))
    const count = ico.readUInt16LE(4)
    const sizes = Array.from({ length: count }, (_, index) => {
      const offset = ico.readUInt32LE(6 + 16 * index + 12)
      return dimensions(ico.subarray(offset))[0]
    })
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
  })

  it('have chunks up to the end of the macOS icon', () => {
    const icns = readFileSync(join(ICONS, 'icon.icns'))
    const types: string[] = []
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      types.push(icns.toString('latin1', at, at + 4))
    }
    expect(icns.readUInt32BE(4)).toBe(icns.length)
    expect(types).toEqual(expect.arrayContaining(['icp4', 'ic07', 'ic08', 'ic09', 'ic10']))
  })
})
