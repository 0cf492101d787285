import { describe, expect, it, type TestContext } from 'vitest'
import type { Coroutine } from '../../src/main/kernel'
import { thrownBy } from '../kernel/virtually'
import type { SomeFolder } from './some-folder'

/** A folder on a disk of its own, which can be pulled out. */
export interface PluggedFolder
  extends Pick<SomeFolder, 'dir' | 'files' | 'hasher' | 'run' | 'write'> {
  unplug(): void
}

/** What `Files` and `Hasher` say while a disk is away, whose folder they have seen. */
export function describePulledDisk(
  name: string,
  make: (context: TestContext) => PluggedFolder,
): void {
  describe(`${name}: a disk that is pulled out`, () => {
    it('is folder-missing, and its files are not called lost', async (context) => {
      const { dir, files, hasher, run, write, unplug } = make(context)
      write('x.part', 'bytes')
      expect(await run(files().lengthOf(dir, 'x.part'))).toBe(5)
      unplug()
      const attempts: readonly Coroutine<unknown>[] = [
        files().lengthOf(dir, 'x.part'),
        files().openPart(dir, 'x.part'),
        files().reserve(dir, 'y', () => false),
        files().finish(dir, 'x.part', 'x'),
        files().finish(dir, 'x.part', 'x', { replace: true }),
        hasher().digest(dir, 'x.part', ['md5']),
        hasher().digestRanges(dir, 'x.part', [{ start: 0, end: 5 }]),
      ]
      for (const attempt of attempts) {
        expect(await run(thrownBy(attempt))).toMatchObject({ code: 'folder-missing' })
      }
      expect(await run(files().isFolder(dir))).toBe(false)
    })
  })
}
