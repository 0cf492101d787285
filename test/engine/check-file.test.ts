import { describe, expect, it } from 'vitest'
import { BLOCK_BYTES, blockRange } from '../../src/main/engine/proof/blocks'
import { checkBlocks, checkFile } from '../../src/main/engine/proof/check-file'
import type { BlockRecord } from '../../src/main/engine/records'
import type { Checksum, ChecksumAlgorithm } from '../../src/shared/checksum'
import { thrownBy, virtually } from '../kernel/virtually'
import { FakeHasher, fakeDigest } from './fake-hasher'

const B = BLOCK_BYTES
const hex = (algorithm: ChecksumAlgorithm, digit: string): Checksum => ({
  algorithm,
  hex: digit.repeat({ md5: 32, sha1: 40, sha256: 64, sha512: 128 }[algorithm]),
})
const [sha256, sha1, md5] = [hex('sha256', 'a'), hex('sha1', 'a'), hex('md5', 'a')]
const wrong = hex('sha256', 'b')

describe('checkFile', () => {
  it.each<[string, Checksum[], Checksum[], ChecksumAlgorithm[]]>([
    ['one that was given', [sha256], [], ['sha256']],
    ['one that was found', [], [sha1], ['sha1']],
    ['all that were given', [sha256, md5, sha256], [], ['sha256', 'md5']],
    ['all that were found', [], [sha256, sha1], ['sha256', 'sha1']],
    ['what was given, against what was found', [md5], [wrong], ['md5']],
  ])('proves a file by %s', (_title, given, found, algorithms) =>
    virtually(function* () {
      const hasher = new FakeHasher(10)
      hasher.checksums = [sha256, sha1, md5]
      const progress: number[] = []
      const onProgress = (doneBytes: number): void => void progress.push(doneBytes)
      const file = { hasher, dir: '/files', name: 'x', onProgress }
      expect(yield* checkFile(file, given, found)).toBe('checksum')
      expect(hasher.jobs).toEqual([algorithms])
      expect(progress).toEqual([10])
    }),
  )

  it('does not read a file that has no checksum', () =>
    virtually(function* () {
      const hasher = new FakeHasher(10)
      expect(yield* checkFile({ hasher, dir: '/files', name: 'x' }, [], [])).toBeNull()
      expect(hasher.jobs).toEqual([])
    }))

  it.each<[string, Checksum[], Checksum[]]>([
    ['one that was given', [wrong], []],
    ['one that was found', [], [wrong]],
    ['one of several', [md5, wrong], []],
    ['one of two of an algorithm', [sha256, wrong], []],
    ['one that was given, although another was found', [wrong], [sha256]],
  ])('refuses a file that differs from %s', (_title, given, found) =>
    virtually(function* () {
      const hasher = new FakeHasher(10)
      hasher.checksums = [sha256, sha1, md5]
      const check = checkFile({ hasher, dir: '/files', name: 'x' }, given, found)
      expect(yield* thrownBy(check)).toMatchObject({
        code: 'checksum-mismatch',
        facts: { algorithm: 'sha256', wanted: wrong.hex, got: sha256.hex },
      })
    }),
  )
})

describe('checkBlocks', () => {
  const lengthBytes = 4 * B + 7
  const record = (block: number): BlockRecord => ({
    block,
    digest: fakeDigest(blockRange(block, lengthBytes)),
  })
  const all = [0, 1, 2, 3, 4].map(record)

  it.each<[string, number[], BlockRecord[], number, object]>([
    ['a sound file', [], all, lengthBytes, { damaged: [], damagedBytes: 0, unknown: [] }],
    ['damage', [3, 1], all, lengthBytes, { damaged: [1, 3], damagedBytes: 2 * B, unknown: [] }],
    ['a short block', [4], all, lengthBytes, { damaged: [4], damagedBytes: 7, unknown: [] }],
    ['a file that was cut', [], all, 3 * B + 1, { damaged: [3, 4], damagedBytes: B + 7 }],
    ['an incomplete ledger', [2], [record(4), record(1)], lengthBytes, { unknown: [0, 2, 3] }],
    ['no ledger', [1], [], lengthBytes, { damaged: [], unknown: [0, 1, 2, 3, 4] }],
  ])('%s', (_title, spoilt, blocks, actualBytes, expected) =>
    virtually(function* () {
      const hasher = new FakeHasher(actualBytes)
      for (const block of spoilt) hasher.spoilt.add(block * B)
      const file = { hasher, dir: '/files', name: 'x' }
      expect(yield* checkBlocks(file, blocks, lengthBytes)).toMatchObject(expected)
    }),
  )

  it('throws when the file is gone', () =>
    virtually(function* () {
      const file = { hasher: new FakeHasher(lengthBytes), dir: '/files', name: 'gone' }
      expect(yield* thrownBy(checkBlocks(file, all, lengthBytes))).toMatchObject({
        code: 'part-file-lost',
      })
    }))
})
