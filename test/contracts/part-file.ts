import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Files, PartFile } from '../../src/main/engine/ports/files'
import type { Coroutine } from '../../src/main/kernel'
import { thrownBy } from '../kernel/virtually'
import { cancelAtEveryMoment, type SomeFolder } from './some-folder'

const lost = { code: 'part-file-lost' }

/** The promises of `PartFile`. */
export function describePartFile(name: string, make: () => SomeFolder): void {
  /** Opens `x.part` with ten bytes of `.`, and closes it after `body`. */
  const withPart = (
    folder: SomeFolder,
    body: (part: PartFile) => Coroutine<void>,
    dir = folder.dir,
  ): Promise<void> =>
    folder.run(
      (function* () {
        const part = yield* folder.files().openPart(dir, 'x.part')
        try {
          yield* part.write([Buffer.from('..........')], 0)
          yield* part.flush()
          yield* body(part)
        } finally {
          yield* part.close()
        }
      })(),
    )

  describe(`${name}: a part file`, () => {
    it('takes chunks at positions and is cut and extended', async () => {
      const folder = make()
      await folder.run(
        (function* () {
          const files = folder.files()
          const { partName } = yield* files.reserve(folder.dir, 'x', () => false)
          const part = yield* files.openPart(folder.dir, partName)
          yield* part.setLength(12)
          yield* part.write([Buffer.from('lo'), Buffer.alloc(0), Buffer.from(' you')], 3)
          yield* part.write([Buffer.from('Hel')], 0)
          yield* part.write([], 0)
          expect(yield* part.lengthBytes()).toBe(12)
          yield* part.setLength(9)
          yield* part.flush()
          expect(Buffer.from(yield* part.read(1, 4)).toString()).toBe('ell')
          expect(Buffer.from(yield* part.read(6, 20)).toString()).toBe('you')
          expect((yield* part.read(20, 22)).byteLength).toBe(0)
          yield* part.close()
        })(),
      )
      expect(folder.read('x.part')).toBe('Hello you')
      expect([0, null]).toContain(folder.openFiles())
    })

    it('keeps its bytes when it is opened again, and begins empty when it is gone', async () => {
      const folder = make()
      folder.write('x.part', 'kept')
      const files = folder.files()
      const lengthOf = function* (): Coroutine<number> {
        const part = yield* files.openPart(folder.dir, 'x.part')
        const lengthBytes = yield* part.lengthBytes()
        yield* part.close()
        return lengthBytes
      }
      expect(await folder.run(lengthOf())).toBe(4)
      folder.remove('x.part')
      expect(await folder.run(lengthOf())).toBe(0)
    })

    it('is closed when its opening is cancelled, at whatever moment', async (context) => {
      const folder = make()
      if (folder.openFiles() === null) context.skip('the system does not tell what is open')
      const files = folder.files()
      const open = () => files.openPart(folder.dir, 'x.part')
      expect(await cancelAtEveryMoment(folder, open)).toBeGreaterThan(1)
      expect(folder.openFiles()).toBe(1)
    })

    it('is folder-missing where there is no folder', async () => {
      const folder = make()
      const dir = join(folder.dir, 'none')
      const thrown = await folder.run(thrownBy(folder.files().openPart(dir, 'x.part')))
      expect(thrown).toMatchObject({ code: 'folder-missing', facts: { path: dir } })
    })

    it('may grow, shrink and be written everywhere', async () => {
      const folder = make()
      await withPart(folder, function* (part) {
        yield* part.write([Buffer.from('ab')], 10)
        yield* part.write([Buffer.from('cd')], 20)
        yield* part.flush()
        yield* part.setLength(11)
        yield* part.flush()
        yield* part.setLength(13)
        yield* part.write([Buffer.from('!')], 12)
        yield* part.flush()
      })
      expect(folder.read('x.part')).toBe('..........a\0!')
    })
  })

  describe(`${name}: a part file that somebody else`, () => {
    it.each<[string, (folder: SomeFolder) => void]>([
      ['deletes', ({ remove }) => remove('x.part')],
      ['moves away', ({ rename }) => rename('x.part', 'moved')],
      [
        'moves away and replaces',
        ({ rename, write }) => {
          rename('x.part', 'moved')
          write('x.part', '..........')
        },
      ],
      [
        'overwrites by another file',
        ({ rename, write }) => {
          write('other', '..........')
          rename('other', 'x.part')
        },
      ],
      ['cuts', ({ setLength }) => setLength('x.part', 9)],
      ['appends to', ({ append }) => append('x.part', 'x')],
    ])('%s is noticed with the next flush', async (_, meddle) => {
      const folder = make()
      await withPart(folder, function* (part) {
        meddle(folder)
        yield* part.write([Buffer.from('x')], 3)
        expect(yield* thrownBy(part.flush())).toMatchObject(lost)
      })
    })

    it('cuts is not extended in silence, by a write at its end or a new length', async () => {
      const folder = make()
      await withPart(folder, function* (part) {
        folder.setLength('x.part', 4)
        expect(yield* thrownBy(part.write([Buffer.from('xx')], 8))).toMatchObject({
          ...lost,
          facts: { path: join(folder.dir, 'x.part'), expectedBytes: 10, receivedBytes: 4 },
        })
        expect(yield* thrownBy(part.write([Buffer.from('xx')], 10))).toMatchObject(lost)
        expect(yield* thrownBy(part.setLength(20))).toMatchObject(lost)
        expect(folder.read('x.part')).toBe('....')
      })
    })

    it('takes away with its folder is folder-missing', async () => {
      const folder = make()
      folder.makeFolder('folder')
      const dir = join(folder.dir, 'folder')
      const moveAway = function* (part: PartFile): Coroutine<void> {
        folder.rename('folder', 'moved')
        expect(yield* thrownBy(part.flush())).toMatchObject({
          code: 'folder-missing',
          facts: { path: dir },
        })
      }
      await withPart(folder, moveAway, dir)
    })
  })

  describe(`${name}: a part that is opened again`, () => {
    const touched = function* (files: Files, { dir }: SomeFolder) {
      const part = yield* files.openPart(dir, 'x.part')
      yield* part.close()
      return part.touched
    }

    it.each<[string, boolean, (folder: SomeFolder) => void]>([
      ['nobody', false, () => undefined],
      ['who wrote to it', true, ({ write }) => write('x.part', 'four')],
      ['who cut it', true, ({ setLength }) => setLength('x.part', 1)],
      [
        'who put another file in its place',
        true,
        ({ rename, write }) => {
          write('other', 'four')
          rename('other', 'x.part')
        },
      ],
    ])('tells of %s meanwhile', async (_, expected, meddle) => {
      const folder = make()
      const files = folder.files()
      await folder.run(
        (function* () {
          const part = yield* files.openPart(folder.dir, 'x.part')
          yield* part.write([Buffer.from('....')], 0)
          yield* part.close()
          meddle(folder)
          expect(yield* touched(files, folder)).toBe(expected)
        })(),
      )
    })

    it('cannot tell of one that another process left, nor of a new one', async () => {
      const folder = make()
      const files = folder.files()
      expect(await folder.run(touched(files, folder))).toBeNull()
      expect(await folder.run(touched(folder.files(), folder))).toBeNull()
      expect(await folder.run(touched(files, folder))).toBe(false)
      await folder.run(files.remove(folder.dir, 'x.part'))
      expect(await folder.run(touched(files, folder))).toBeNull()
    })
  })
}
