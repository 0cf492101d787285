import { describe, expect, it } from 'vitest'
import type { Files } from '../../src/main/engine/ports/files'
import { ORPHAN_MS } from '../../src/main/io/files/reserved-part'
import { type Coroutine, createTask, gather, sleep } from '../../src/main/kernel'
import { end, thrownBy } from '../kernel/virtually'
import type { SomeFolder } from './some-folder'

const nothingPromised = (): boolean => false

function reserve(files: Files, { dir }: SomeFolder) {
  return files.reserve(dir, 'x', nothingPromised)
}

/** Opens and closes a part, as its download does once it is recorded. */
function* use(files: Files, { dir }: SomeFolder, partName: string): Coroutine<void> {
  const part = yield* files.openPart(dir, partName)
  yield* part.close()
}

/** Leaves a part that nobody recorded, and what a process made that was about to take it over. */
async function dieTakingOver(folder: SomeFolder): Promise<void> {
  await folder.run(reserve(folder.files(), folder))
  folder.rename('x.part', 'x.part.claim')
  await folder.run(reserve(folder.files(), folder))
}

/** What `Files` promises of names that other processes have reserved; needs to tell them apart. */
export function describeReservedPart(name: string, make: () => SomeFolder): void {
  describe(`${name}: a part that nobody recorded`, () => {
    it('is taken over when the process that made it is dead', async () => {
      const folder = make()
      await folder.run(reserve(folder.files(), folder))
      const names = await folder.run(reserve(folder.files(), folder))
      expect(names).toEqual({ fileName: 'x', partName: 'x.part' })
      expect(folder.names()).toEqual(['x.part'])
    })

    it('is left to a process that opens it meanwhile', async () => {
      const folder = make()
      await folder.run(
        (function* () {
          const first = folder.files()
          const { partName } = yield* reserve(first, folder)
          const second = createTask(reserve(folder.files(), folder))
          yield* sleep(ORPHAN_MS / 2)
          yield* use(first, folder, partName)
          expect(yield* second).toMatchObject({ fileName: 'x (1)' })
          yield* use(first, folder, partName)
        })(),
      )
    })

    it('is taken over also after somebody died in the middle of that', async () => {
      const folder = make()
      await dieTakingOver(folder)
      expect(await folder.run(reserve(folder.files(), folder))).toMatchObject({ fileName: 'x' })
      expect(folder.names()).toEqual(['x.part'])
    })

    it.each([
      ['', async (folder: SomeFolder) => void (await folder.run(reserve(folder.files(), folder)))],
      [' also after somebody died taking it over', dieTakingOver],
    ])('goes to one of several that want it%s', async (_, prepare) => {
      const folder = make()
      await prepare(folder)
      const download = function* (): Coroutine<{ fileName: string }> {
        const files = folder.files()
        const names = yield* reserve(files, folder)
        yield* use(files, folder, names.partName)
        return names
      }
      const names = await folder.run(
        (function* () {
          return yield* gather(Array.from({ length: 8 }, () => createTask(download())))
        })(),
      )
      const unique = new Set(names.map(({ fileName }) => fileName))
      expect(unique.size).toBe(8)
      expect(unique).toContain('x')
      expect(folder.names()).toHaveLength(8)
    })

    it('rejects an owner whose reservation was taken over', async () => {
      const folder = make()
      await folder.run(
        (function* () {
          const [held, other] = [folder.files(), folder.files()]
          yield* reserve(held, folder)
          expect(yield* reserve(other, folder)).toMatchObject({ fileName: 'x' })
          expect(yield* thrownBy(use(held, folder, 'x.part'))).toMatchObject({
            code: 'part-file-lost',
          })
          yield* use(other, folder, 'x.part')
        })(),
      )
    })

    it('is left alone while a download on record means it', async () => {
      const folder = make()
      await folder.run(reserve(folder.files(), folder))
      const isPromised = (partName: string): boolean => partName === 'x.part'
      const names = await folder.run(folder.files().reserve(folder.dir, 'x', isPromised))
      expect(names.fileName).toBe('x (1)')
    })

    it('stays reserved when its waiter is cancelled', async () => {
      const folder = make()
      const first = folder.files()
      await folder.run(
        (function* () {
          yield* reserve(first, folder)
          const task = createTask(reserve(folder.files(), folder))
          yield* sleep(ORPHAN_MS / 2)
          yield* end(task)
          yield* use(first, folder, 'x.part')
        })(),
      )
      expect(folder.names()).toEqual(['x.part'])
    })

    it('is not what somebody else made, nor one that was opened', async () => {
      const folder = make()
      folder.write('x.part', '')
      await folder.run(
        (function* () {
          const files = folder.files()
          expect(yield* reserve(files, folder)).toMatchObject({ fileName: 'x (1)' })
          yield* use(files, folder, 'x (1).part')
          expect(yield* reserve(folder.files(), folder)).toMatchObject({ fileName: 'x (2)' })
        })(),
      )
    })
  })
}
