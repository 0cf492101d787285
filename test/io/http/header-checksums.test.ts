import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { headerChecksums } from '../../../src/main/io/http/header-checksums'

const digest = (name: string, of = 'x'): Buffer => createHash(name).update(of).digest()
const base64 = (name: string): string => digest(name).toString('base64')
const hex = (name: string, of?: string): string => digest(name, of).toString('hex')
const field = (name: string): string => `:${base64(name)}:`

const SHA512 = { algorithm: 'sha512', hex: hex('sha512') }
const SHA256 = { algorithm: 'sha256', hex: hex('sha256') }
const SHA1 = { algorithm: 'sha1', hex: hex('sha1') }
const MD5 = { algorithm: 'md5', hex: hex('md5') }

describe('headerChecksums', () => {
  it.each([
    ['Repr-Digest', { 'repr-digest': `sha-256=${field('sha256')}` }, [SHA256]],
    [
      'Repr-Digest with all it may have',
      {
        'repr-digest': `md5=${field('md5')}, sha-512=${field('sha512')};q=1, sha=${field('sha1')}`,
      },
      [SHA512, SHA1, MD5],
    ],
    ['Digest', { digest: `SHA-256=${base64('sha256')},md5=${base64('md5')}` }, [SHA256, MD5]],
    ['Digest in hexadecimal', { digest: `sha-256=${hex('sha256')}` }, [SHA256]],
  ])('takes %s of a whole and of a part', (_, headers, expected) => {
    expect(headerChecksums(headers, true)).toEqual(expected)
    expect(headerChecksums(headers, false)).toEqual(expected)
  })

  it.each([
    ['Content-Digest', { 'content-digest': `sha-256=${field('sha256')}` }, [SHA256]],
    ['Content-MD5', { 'content-md5': base64('md5') }, [MD5]],
  ])('takes %s of a whole alone', (_, headers, expected) => {
    expect(headerChecksums(headers, true)).toEqual(expected)
    expect(headerChecksums(headers, false)).toEqual([])
  })

  it('takes one of each algorithm, the representation first', () => {
    const other = createHash('sha256').update('y').digest('base64')
    const headers = {
      digest: `sha-256=${other}`,
      'repr-digest': `sha-256=${field('sha256')}`,
      'content-md5': base64('md5'),
    }
    expect(headerChecksums(headers, true)).toEqual([SHA256, MD5])
  })

  it.each([
    {},
    { 'repr-digest': '' },
    { 'repr-digest': 'sha-256=:AAAA:' },
    { 'repr-digest': `sha-256="${base64('sha256')}"` },
    { 'repr-digest': `sha-256=${base64('sha256')}` },
    { 'repr-digest': `crc32c=:AAAAAA==:, unixsum=:AAAA:` },
    { digest: `id-sha-256=${base64('sha256')}` },
    { digest: 'sha-256=???' },
    { digest: 'nonsense' },
    { 'content-md5': 'AAAA' },
  ])('ignores what is none: %o', (headers) => {
    expect(headerChecksums(headers, true)).toEqual([])
  })
})
