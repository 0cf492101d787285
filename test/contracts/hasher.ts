import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import type { Hasher } from '../../src/main/engine/ports/hasher'
import { type Coroutine, Event, Task } from '../../src/main/kernel'
import { CHECKSUM_ALGORITHMS } from '../../src/shared/checksum'
import { end, thrownBy } from '../kernel/virtually'
import { fileBody } from '../servers'
import type { SomeFolder } from './some-folder'

const MIB = 1024 * 1024
const HUGE_BYTES = 8 * 1024 * MIB
const body = fileBody(17, 3 * MIB + 5)

/** The promises of `Hasher`. */
export function describeHasher(name: string, make: () => SomeFolder): void {
  const withFile = (): SomeFolder => {
    const folder = make()
    folder.write('file', body.read(0, body.lengthBytes))
    return folder
  }

  describe(`${name}: digest`, () => {
    it('computes all algorithms', async () => {
      const folder = withFile()
      const digest = folder.hasher().digest(folder.dir, 'file', CHECKSUM_ALGORITHMS)
      expect(await folder.run(digest)).toEqual(
        CHECKSUM_ALGORITHMS.map((algorithm) => ({
          algorithm,
          hex: createHash(algorithm).update(body.read(0, body.lengthBytes)).digest('hex'),
        })),
      )
    })

    it('hashes an empty file', async () => {
      const folder = make()
      folder.write('empty', '')
      expect(await folder.run(folder.hasher().digest(folder.dir, 'empty', ['sha256']))).toEqual([
        { algorithm: 'sha256', hex: createHash('sha256').digest('hex') },
      ])
    })

    it('tells how far it is, ends when cancelled, and leaves nothing open', async () => {
      const folder = make()
      folder.setLength('huge', HUGE_BYTES)
      await folder.run(
        (function* (): Coroutine<void> {
          const reports: number[] = []
          const enough = new Event()
          const onProgress = (doneBytes: number): void => {
            reports.push(doneBytes)
            if (reports.length === 2) enough.set()
          }
          const task = new Task(
            folder.hasher().digest(folder.dir, 'huge', ['md5', 'sha256'], onProgress),
          )
          yield* enough.wait()
          yield* end(task)
          expect(task.cancelled()).toBe(true)
          const [first = 0, second = 0] = reports
          expect(first).toBeGreaterThan(0)
          expect(second).toBeGreaterThan(first)
          expect(second).toBeLessThan(HUGE_BYTES)
        })(),
      )
      expect([0, null]).toContain(folder.openFiles())
    })
  })

  describe(`${name}: digestRanges`, () => {
    it('computes the CRC-32 of each range', async () => {
      const folder = withFile()
      const ranges = [
        { start: MIB - 1, end: 2 * MIB + 1 },
        { start: 0, end: MIB },
        { start: 10, end: 10 },
        { start: 3 * MIB, end: body.lengthBytes },
      ]
      const digests = await folder.run(folder.hasher().digestRanges(folder.dir, 'file', ranges))
      expect(digests.map((digest) => digest && Buffer.from(digest).readUInt32BE())).toEqual(
        ranges.map(({ start, end }) => crc32(body.read(start, end))),
      )
    })

    it('goes on from the digest of what stands before', async () => {
      const folder = withFile()
      const places = [0, 10, MIB, MIB, body.lengthBytes]
      let after: Uint8Array | undefined
      for (const [index, end] of places.entries()) {
        const start = places[index - 1] ?? 0
        const [digest] = await folder.run(
          folder.hasher().digestRanges(folder.dir, 'file', [{ start, end, after }]),
        )
        after = digest ?? undefined
      }
      expect(Buffer.from(after ?? []).readUInt32BE()).toBe(crc32(body.read(0, body.lengthBytes)))
    })

    it('has no digest for a range that reaches past the end', async () => {
      const folder = withFile()
      const ranges = [
        { start: MIB, end: body.lengthBytes + 1 },
        { start: 0, end: 5 },
        { start: 8 * MIB, end: 9 * MIB },
      ]
      const digests = await folder.run(folder.hasher().digestRanges(folder.dir, 'file', ranges))
      expect(digests.map((digest) => digest?.byteLength)).toEqual([undefined, 4, undefined])
    })

    it('tells how far it is over all ranges', async () => {
      const folder = make()
      folder.setLength('huge', 64 * MIB)
      const ranges = Array.from({ length: 64 }, () => ({ start: 0, end: 64 * MIB }))
      await folder.run(
        (function* (): Coroutine<void> {
          const past = new Event()
          const onProgress = (doneBytes: number): void => {
            if (doneBytes > 64 * MIB) past.set()
          }
          const task = new Task(
            folder.hasher().digestRanges(folder.dir, 'huge', ranges, onProgress),
          )
          yield* past.wait()
          yield* end(task)
          expect(task.cancelled()).toBe(true)
        })(),
      )
    })
  })

  describe(`${name}: a file that cannot be read`, () => {
    const ranges = [{ start: 0, end: 5 }]

    it.each([
      ['digest', (hasher: Hasher, dir: string, file: string) => hasher.digest(dir, file, ['md5'])],
      [
        'digestRanges',
        (hasher: Hasher, dir: string, file: string) => hasher.digestRanges(dir, file, ranges),
      ],
    ])('%s: is an error in the words of the engine', async (_, read) => {
      const folder = make()
      folder.makeFolder('folder')
      const thrown = (dir: string, file: string): Promise<unknown> =>
        folder.run(thrownBy(read(folder.hasher(), dir, file)))
      expect(await thrown(folder.dir, 'gone')).toMatchObject({
        code: 'part-file-lost',
        facts: { path: join(folder.dir, 'gone') },
      })
      const nowhere = await thrown(join(folder.dir, 'nowhere'), 'gone')
      expect(nowhere).toMatchObject({ code: 'folder-missing' })
      const ofFolder = await thrown(folder.dir, 'folder')
      expect(ofFolder).toMatchObject({ code: 'disk-error', facts: { detail: 'EISDIR' } })
      expect(ofFolder).toBeInstanceOf(DownloadError)
    })
  })
}
