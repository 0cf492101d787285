import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextName, safeName } from '../../src/main/io/files/safe-name'

describe('safeName', () => {
  it.each([
    ['big.iso', 'big.iso'],
    ['two words (final).tar.gz', 'two words (final).tar.gz'],
    ['übung 文件 🎉.txt', 'übung 文件 🎉.txt'],
    ['a.b-c_d+e (1) [x] {y} & z!.mp3', 'a.b-c_d+e (1) [x] {y} & z!.mp3'],
    ['👨‍👩‍👧 ❤️ 👍🏽 1️⃣.png', '👨‍👩‍👧 ❤️ 👍🏽 1️⃣.png'],
    ['x~', 'x~'],
    ['100%.txt', '100%.txt'],
    ['system.ini', 'system.ini'],
    ['x.part1.rar', 'x.part1.rar'],
    ['part', 'part'],
  ])('leaves %s as it is', (wished, expected) => {
    expect(safeName(wished)).toBe(expected)
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['/etc/passwd', 'passwd'],
    ['..\\..\\windows\\system.ini', 'system.ini'],
    ['C:\\x.txt', 'x.txt'],
    ['dir/', 'dir'],
    ['dir/ / ', 'dir'],
    ['..', 'download'],
    ['.', 'download'],
    ['...', 'download'],
    ['../..', 'download'],
    ['', 'download'],
    ['   ', 'download'],
    ['///', 'download'],
    ['___', 'download'],
    ['?', 'download'],
    ['a\u0000b', 'a_b'],
    ['a\u0007b', 'a_b'],
    ['annual\u202Etxt.exe', 'annualtxt.exe'],
    ['\u2066a\u2069\u200Fb\u061C.txt', 'ab.txt'],
    ['a\u00ADb\u200Bc\u200Dd\u200Ce\uFEFF.txt', 'abcde.txt'],
    ['a\u3164\u115F\u034Fb\u{E0061}.txt', 'ab.txt'],
    ['\u200Bcon', 'con_'],
    ['x.\u200Bpart', 'x_part'],
    ['\u2800x\u2800', 'x'],
    ['a\uD800b\u{1FFFE}', 'a_b_'],
    ['cafe\u0301.txt', 'caf\u00E9.txt'],
    ['a\u00A0b\u3000c', 'a b c'],
    ['a<b>c:d"e|f?g*h', 'a_b_c_d_e_f_g_h'],
    ['name.', 'name'],
    ['name ', 'name'],
    ['name. . .', 'name'],
    ['.bashrc', '_bashrc'],
    ['..hidden', '_hidden'],
    ['.~x', '_x'],
    ['~', 'download'],
    ['~root', '_root'],
    ['~$letter.docx', '_$letter.docx'],
    ['x.part', 'x_part'],
    ['x.iso.PART', 'x.iso_PART'],
    ['.part', '_part'],
    ['Desktop.ini', '_Desktop.ini'],
    ['x.exe:Zone.Identifier', 'x.exe_Zone.Identifier'],
    ['x.txt::$DATA', 'x.txt_$DATA'],
  ])('of "%s" is "%s"', (wished, expected) => {
    expect(safeName(wished)).toBe(expected)
  })

  it.each([
    'con',
    'CON',
    'nul',
    'aux',
    'prn',
    'com1',
    'COM¹',
    'LPT9',
    'CONIN$',
    'conout$',
    'con.txt',
    'NUL.tar.gz',
    'COM1.zip',
    'CONIN$.log',
  ])('avoids the device name %s of Windows', (wished) => {
    const stem = safeName(wished).split('.')[0]
    expect(stem?.toLowerCase()).not.toBe(wished.split('.')[0]?.toLowerCase())
  })

  it.each([
    ['a', '.iso'],
    ['é', '.tar.gz'],
    ['x', '.tar.xz.asc'],
    ['x', '.part12.rar'],
    ['文', '.txt'],
    ['🎉', '.mp4'],
    ['👩‍👩‍👧‍👦', '.png'],
    ['n\u0308', '.7z.001'],
  ])('cuts %s three hundred times to what file systems take and keeps %s', (character, ext) => {
    const name = safeName(character.repeat(300) + ext)
    expect(Buffer.byteLength(`${name} (99).part`)).toBeLessThanOrEqual(255)
    expect(Buffer.byteLength(name)).toBeGreaterThan(200)
    expect(name.endsWith(ext)).toBe(true)
    const stem = name.slice(0, -ext.length)
    expect(stem.replaceAll(character.normalize('NFC'), '')).toBe('')
  })

  it('cuts an extension that is longer than a name', () => {
    const name = safeName(`x.${'é'.repeat(300)}`)
    expect(name).toMatch(/^x\.é+$/u)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240)
  })

  it('cuts a letter with more marks than a name has room for', () => {
    const name = safeName(`x${'\u0336'.repeat(300)}.txt`)
    expect(name).toMatch(/^x\u0336+\.txt$/u)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240)
  })

  it.each([' con', 'aux ', '  nul.txt'])('does not lay a reserved name bare in "%s"', (wished) => {
    const name = safeName(wished)
    expect(name).not.toMatch(/^(?:con|aux|nul)(?:\.|$)/iu)
    expect(safeName(name)).toBe(name)
  })

  it('is a base name that every system takes, whatever is wished for', () => {
    const nasty = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ' ',
      '\u0000',
      '\u202E',
      'é',
      '🎉',
      'con',
      'nul',
      '.part',
      '.tar',
      '.gz',
      '~',
      ':',
      '\u200D',
      '\u0301',
      '\u2800',
      'x'.repeat(120),
    )
    const wishes = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(nasty, { maxLength: 300 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(wishes, (wished) => {
        const name = safeName(wished)
        expect(name).toMatch(/^[^/\\<>:"|?*\p{Cc}]+$/u)
        expect(name).not.toMatch(/^[.~\s]|[\s.]$/u)
        expect(name).not.toMatch(/\.part$/iu)
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d) *(?:\.|$)/iu)
        expect(name).not.toMatch(/[\u061C\u200B\u200C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u)
        expect(name).toBe(name.normalize('NFC'))
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240)
        expect(name).not.toMatch(/\p{Cs}/u)
        expect(safeName(name)).toBe(name)
      }),
    )
  })
})

describe('nextName', () => {
  it.each([
    ['a.txt', 'a (1).txt'],
    ['a (1).txt', 'a (2).txt'],
    ['a (9).txt', 'a (10).txt'],
    ['a', 'a (1)'],
    ['a (1)', 'a (2)'],
    ['.bashrc', '.bashrc (1)'],
    ['a(1).txt', 'a(1) (1).txt'],
    ['a (x).txt', 'a (x) (1).txt'],
    ['report (2024).pdf', 'report (2024) (1).pdf'],
    ['a (999).txt', 'a (1000).txt'],
    ['a.tar.gz', 'a (1).tar.gz'],
    ['a (1).tar.gz.asc', 'a (2).tar.gz.asc'],
    ['linux-6.1.tar.xz', 'linux-6.1 (1).tar.xz'],
    ['Mr. and Mrs', 'Mr. and Mrs (1)'],
  ])('after %s is %s', (name, expected) => {
    expect(nextName(name)).toBe(expected)
  })

  it('has room in a folder, with .part behind it, and is safe', () => {
    let name = safeName(`${'x'.repeat(300)}.tar.gz`)
    for (let count = 0; count < 999; count += 1) name = nextName(name)
    expect(name).toMatch(/x \(999\)\.tar\.gz$/u)
    expect(Buffer.byteLength(`${name}.part`)).toBeLessThanOrEqual(255)
  })

  it('leaves a safe name safe', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (wished) => {
        const name = nextName(safeName(wished))
        expect(safeName(name)).toBe(name)
      }),
    )
  })
})
