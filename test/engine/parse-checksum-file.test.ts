import { describe, expect, it } from 'vitest'
import {
  bareChecksums,
  checksumsFor,
  parseChecksumFile,
} from '../../src/main/engine/proof/parse-checksum-file'
import type { Checksum } from '../../src/shared/checksum'

const sum = (digit: string): string => digit.repeat(64)
const sha256 = (digit: string): Checksum => ({ algorithm: 'sha256', hex: sum(digit) })
const sha1 = (digit: string): Checksum => ({ algorithm: 'sha1', hex: digit.repeat(40) })

const SIGNED = `-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

${sum('a')}  big.iso
- ${sum('b')}  -dash.iso
-----BEGIN PGP SIGNATURE-----
Version: GnuPG v1

${sum('c')}  big.iso
-----END PGP SIGNATURE-----
`

describe('parseChecksumFile', () => {
  it.each<[string, string, [Checksum, string | null][]]>([
    ['nothing', '', []],
    ['one line', `${sum('a')}  big.iso\n`, [[sha256('a'), 'big.iso']]],
    ['no line break at the end', `${sum('a')} *big.iso`, [[sha256('a'), 'big.iso']]],
    [
      'several, of several algorithms',
      `${sum('a')}  a\n${'1'.repeat(40)}  a\nSHA256 (b) = ${sum('b')}\n`,
      [
        [sha256('a'), 'a'],
        [sha1('1'), 'a'],
        [sha256('b'), 'b'],
      ],
    ],
    [
      'line breaks of Windows and old Macs',
      `${sum('a')}  a\r\n${sum('b')}  b\r${sum('c')}  c`,
      [
        [sha256('a'), 'a'],
        [sha256('b'), 'b'],
        [sha256('c'), 'c'],
      ],
    ],
    ['a bare digest', `${sum('a')}\n`, [[sha256('a'), null]]],
    ['a bare digest with its algorithm', `SHA256: ${sum('a')}\n`, [[sha256('a'), null]]],
    [
      'comments, empty lines and prose',
      `# ${sum('b')}  b\n\n; ${sum('b')}  b\nThese are the checksums:\n  ${sum('a')}  a\n`,
      [[sha256('a'), 'a']],
    ],
    [
      'what certutil prints',
      `SHA256 hash of big.iso:\n${sum('a')}\nCertUtil: done.\n`,
      [[sha256('a'), null]],
    ],
    [
      'what is signed, and nothing of the signature',
      SIGNED,
      [
        [sha256('a'), 'big.iso'],
        [sha256('b'), '-dash.iso'],
      ],
    ],
    [
      'what is signed, on Windows',
      SIGNED.replaceAll('\n', '\r\n').split('- ')[0] ?? '',
      [[sha256('a'), 'big.iso']],
    ],
    ['another kind of file', '<html>\n<body>not found</body>', []],
  ])('%s', (_title, text, expected) => {
    expect(parseChecksumFile(text).map(({ checksum, file }) => [checksum, file])).toEqual(expected)
  })
})

describe('checksumsFor', () => {
  it.each<[string, string, string, Checksum[]]>([
    ['the entry of that name', `${sum('a')}  a.iso\n${sum('b')}  b.iso`, 'b.iso', [sha256('b')]],
    ['no entry', `${sum('a')}  a.iso`, 'b.iso', []],
    ['a name that only ends like it', `${sum('a')}  xa.iso`, 'a.iso', []],
    ['a name in another case', `${sum('a')}  A.ISO`, 'a.iso', []],
    ['all algorithms', `${sum('a')}  a\n${'1'.repeat(40)}  a`, 'a', [sha256('a'), sha1('1')]],
    ['twice the same', `${sum('a')}  a\n${sum('a')} *a`, 'a', [sha256('a')]],
    [
      'twice and different',
      `${sum('a')}  a\n${sum('b')}  a\n${'1'.repeat(40)}  a`,
      'a',
      [sha1('1')],
    ],
    ['this folder', `${sum('a')}  ./a.iso`, 'a.iso', [sha256('a')]],
    ['in a folder', `${sum('a')}  iso/a.iso`, 'a.iso', [sha256('a')]],
    ['in a folder of Windows', `${sum('a')}  iso\\a.iso`, 'a.iso', [sha256('a')]],
    ['in a folder and not', `${sum('a')}  old/a.iso\n${sum('b')}  a.iso`, 'a.iso', [sha256('b')]],
    ['in two folders', `${sum('a')}  x/a.iso\n${sum('b')}  y/a.iso`, 'a.iso', []],
    ['the same letters written otherwise', `${sum('a')}  u\u0308.iso`, '\u00fc.iso', [sha256('a')]],
    ['a digest without a name', sum('a'), 'a.iso', []],
  ])('%s', (_title, text, name, expected) => {
    expect(checksumsFor(parseChecksumFile(text), name)).toEqual(expected)
  })
})

describe('bareChecksums', () => {
  it.each<[string, string, Checksum[]]>([
    ['a digest', sum('a'), [sha256('a')]],
    ['of standard input', `${sum('a')}  -`, [sha256('a')]],
    ['two of an algorithm', `${sum('a')}\n${sum('b')}`, []],
    ['of a file', `${sum('a')}  a.iso`, []],
  ])('%s', (_title, text, expected) => {
    expect(bareChecksums(parseChecksumFile(text))).toEqual(expected)
  })
})
