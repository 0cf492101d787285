import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextName, safeName } from '../../src/main/io/files/safe-name'

describe('safeName', () => {
  it.each([
    ['big.iso', 'big.iso'],
    ['two words (final).tar.gz', 'two words (final).tar.gz'],
    ['übung 文件 🎉.txt', 'übung 文件 🎉.txt'],
    ['.bashrc', '.bashrc'],
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
    ['a\u202Egpj.exe', 'a_gpj.exe'],
    ['a<b>c:d"e|f?g*h', 'a_b_c_d_e_f_g_h'],
    ['name.', 'name'],
    ['name ', 'name'],
  ])('of "%s" is "%s"', (wished, expected) => {
    expect(safeName(wished)).toBe(expected)
  })

  it.each(['con', 'CON', 'nul', 'aux', 'prn', 'com1', 'LPT9', 'con.txt', 'NUL.tar.gz'])(
    'avoids the device name %s of Windows',
    (wished) => {
      const stem = safeName(wished).split('.')[0]
      expect(stem?.toLowerCase()).not.toBe(wished.split('.')[0]?.toLowerCase())
    },
  )

  it.each([
    ['a', '.iso', 1],
    ['é', '.tar.gz', 2],
    ['文', '.txt', 3],
    ['🎉', '.mp4', 4],
    ['👩‍👩‍👧‍👦', '.png', 25],
  ])('cuts %s three hundred times to what file systems take and keeps %s', (character, ext) => {
    const name = safeName(character.repeat(300) + ext)
    expect(Buffer.byteLength(`${name} (99).part`)).toBeLessThanOrEqual(255)
    expect(Buffer.byteLength(name)).toBeGreaterThan(200)
    expect(name.endsWith(ext.slice(ext.lastIndexOf('.')))).toBe(true)
    expect(name).not.toMatch(/\p{Cs}/u)
  })

  it('cuts an extension that is longer than a name', () => {
    expect(Buffer.byteLength(safeName(`x.${'é'.repeat(300)}`))).toBeLessThanOrEqual(240)
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
      ':',
    )
    const wishes = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(nasty, { maxLength: 300 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(wishes, (wished) => {
        const name = safeName(wished)
        expect(name).toMatch(/^[^/\\<>:"|?*\p{Cc}]+$/u)
        expect(name).not.toMatch(/^\.+$|^\s|[\s.]$/u)
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
    ['report (2024).pdf', 'report (2025).pdf'],
  ])('after %s is %s', (name, expected) => {
    expect(nextName(name)).toBe(expected)
  })
})
