import { describe, expect, it } from 'vitest'
import { checksumSchema, parseChecksum, parseChecksumLine } from '../../src/shared/checksum'

const MD5 = '900150983cd24fb0d6963f7d28e17f72'
const SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d'
const SHA256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const SHA512 = SHA256 + SHA256
const groups = (hex: string, separator: string): string => hex.match(/../gu)?.join(separator) ?? ''

describe('parseChecksum', () => {
  it.each([
    [`sha256=${SHA256}`, 'sha256', SHA256],
    [`sha256:${SHA256}`, 'sha256', SHA256],
    [`SHA-256: ${SHA256}`, 'sha256', SHA256],
    [`sha256 ${SHA256}`, 'sha256', SHA256],
    [`SHA256 = ${SHA256.toUpperCase()}`, 'sha256', SHA256],
    [`sha2-256=${SHA256}`, 'sha256', SHA256],
    [`sha_512=${SHA512}`, 'sha512', SHA512],
    [`SHA512/${'x'}=${SHA512}`, null, null],
    [`sha512sum: ${SHA512}`, 'sha512', SHA512],
    [`sha-1=${SHA1}`, 'sha1', SHA1],
    [`MD5\t${MD5}`, 'md5', MD5],
    [`md5sum=${MD5}`, 'md5', MD5],
    ['bare md5', 'md5', MD5],
    ['bare sha1', 'sha1', SHA1],
    ['bare sha256', 'sha256', SHA256],
    ['bare sha512', 'sha512', SHA512],
    [`\n  ${SHA1}\r\n`, 'sha1', SHA1],
    [groups(SHA1, ' '), 'sha1', SHA1],
    [groups(SHA256.toUpperCase(), ':'), 'sha256', SHA256],
    [`sha256: ${groups(SHA256, ' ')}`, 'sha256', SHA256],
    [`${SHA256}  big.iso`, 'sha256', SHA256],
    [`SHA256 (big.iso) = ${SHA256}`, 'sha256', SHA256],
  ])('reads %j', (text, algorithm, hex) => {
    const typed = text.startsWith('bare ') && hex !== null ? hex : text
    expect(parseChecksum(typed)).toEqual(algorithm === null ? null : { algorithm, hex })
  })

  it.each([
    '',
    ' ',
    'sha256',
    'sha256=',
    `=${SHA256}`,
    'hello',
    'deadbeef',
    `sha256=${SHA1}`,
    `sha1=${SHA256}`,
    `sha256=${SHA256}0`,
    `sha256=${SHA256.slice(1)}`,
    `sha256=g${SHA256.slice(1)}`,
    `sha256${SHA256}`,
    `sha384=${SHA512.slice(0, 96)}`,
    `sha3-256=${SHA256}`,
    `sha512/256=${SHA256}`,
    `crc32=deadbeef`,
    `sha256=${SHA256} sha1=${SHA1}`,
    SHA512.slice(0, 96),
    'a'.repeat(100_000),
    `sha256${' '.repeat(100_000)}x`,
  ])('refuses %.60j', (text) => {
    expect(parseChecksum(text)).toBeNull()
  })

  it('gives what the schema takes', () => {
    expect(checksumSchema.parse(parseChecksum(`SHA-256=${SHA256.toUpperCase()}`))).toEqual({
      algorithm: 'sha256',
      hex: SHA256,
    })
    expect(checksumSchema.safeParse({ algorithm: 'sha1', hex: SHA256 }).success).toBe(false)
  })
})

describe('parseChecksumLine', () => {
  it.each([
    ['text mode', `${SHA256}  big.iso`, 'sha256', 'big.iso'],
    ['binary mode', `${MD5} *big.iso`, 'md5', 'big.iso'],
    ['one space', `${SHA1} big.iso`, 'sha1', 'big.iso'],
    ['a tabulator', `${SHA1}\tbig.iso`, 'sha1', 'big.iso'],
    ['a name with spaces', `${SHA256}  my big file.iso`, 'sha256', 'my big file.iso'],
    ['a name with a star', `${SHA256}  *x`, 'sha256', '*x'],
    ['a folder', `${SHA256}  ./iso/big.iso`, 'sha256', './iso/big.iso'],
    ['standard input', `${SHA256}  -`, 'sha256', '-'],
    ['upper case', `${SHA256.toUpperCase()}  big.iso`, 'sha256', 'big.iso'],
    ['an escaped name', `\\${SHA256}  a\\nb\\\\nc\\r`, 'sha256', 'a\nb\\nc\r'],
    ['a backslash that is none', `${SHA256}  a\\nb`, 'sha256', 'a\\nb'],
    ['BSD', `SHA256 (big.iso) = ${SHA256}`, 'sha256', 'big.iso'],
    ['BSD, a name with brackets', `MD5 (a (1).iso) = ${MD5}`, 'md5', 'a (1).iso'],
    ['BSD, an escaped name', `\\SHA1 (a\\nb) = ${SHA1}`, 'sha1', 'a\nb'],
    ['OpenSSL', `SHA2-256(big.iso)= ${SHA256}`, 'sha256', 'big.iso'],
  ])('reads a line: %s', (_title, line, algorithm, file) => {
    const hex = { md5: MD5, sha1: SHA1, sha256: SHA256 }[algorithm]
    expect(parseChecksumLine(line)).toEqual({ checksum: { algorithm, hex }, file })
  })

  it.each([
    '',
    SHA256,
    `# ${SHA256}  big.iso`,
    `${SHA256}  `,
    `SHA384 (x) = ${SHA512.slice(0, 96)}`,
    `SHA1 (x) = ${SHA256}`,
    `${SHA256}big.iso`,
    `${SHA256.slice(1)}  big.iso`,
    `${SHA256}  ${'x'.repeat(5000)}`,
  ])('refuses %.60j', (line) => {
    expect(parseChecksumLine(line)).toBeNull()
  })
})
