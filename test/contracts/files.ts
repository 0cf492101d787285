import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Files } from '../../src/main/engine/ports/files'
import { type Coroutine, createTask, type Task, taskGroup } from '../../src/main/kernel'
import { thrownBy } from '../kernel/virtually'
import { cancelAtEveryMoment, type SomeFolder } from './some-folder'

const nothingPromised = (): boolean => false

/** The promises of `Files`, but for what is in the part files themselves. */
export function describeFiles(name: string, make: () => SomeFolder): void {
  const prepared = (existing: Readonly<Record<string, string>>): SomeFolder => {
    const folder = make()
    for (const [file, text] of Object.entries(existing)) folder.write(file, text)
    return folder
  }

  describe(`${name}: duplicate`, () => {
    const duplicate = (folder: SomeFolder, from: string, to: string, dir = folder.dir) =>
      folder.run(folder.files().duplicate({ dir: folder.dir, name: from }, { dir, name: to }))

    it('lets a file stand under another name as well', async () => {
      const folder = prepared({ x: 'mine' })
      expect(await duplicate(folder, 'x', 'y')).toBe(true)
      expect([folder.read('x'), folder.read('y')]).toEqual(['mine', 'mine'])
    })

    it('makes the other folder', async () => {
      const folder = prepared({ x: 'mine' })
      expect(await duplicate(folder, 'x', 'x', join(folder.dir, 'a', 'b'))).toBe(true)
      expect(folder.read('a/b/x')).toBe('mine')
    })

    it('touches no file that is there', async () => {
      const folder = prepared({ x: 'mine', y: 'yours' })
      expect(await duplicate(folder, 'x', 'y')).toBe(false)
      expect(folder.read('y')).toBe('yours')
    })

    it('takes one name for one, so that nobody removes the other', async () => {
      const folder = prepared({ x: 'mine' })
      expect(await duplicate(folder, 'x', 'x')).toBe(false)
    })

    it('tells of a file that is gone', async () => {
      const folder = prepared({})
      const [from, to] = [
        { dir: folder.dir, name: 'x' },
        { dir: folder.dir, name: 'y' },
      ]
      expect(await folder.run(thrownBy(folder.files().duplicate(from, to)))).toMatchObject({
        code: 'part-file-lost',
      })
      expect(folder.names()).toEqual([])
    })

    it('leaves nothing behind when it is cancelled, at whatever moment', async () => {
      const folder = prepared({ x: 'mine' })
      const rounds = await cancelAtEveryMoment(folder, (round) =>
        folder
          .files()
          .duplicate({ dir: folder.dir, name: 'x' }, { dir: folder.dir, name: `y${round}` }),
      )
      expect(rounds).toBeGreaterThan(1)
      expect(folder.names().filter((one) => one !== 'x')).toHaveLength(1)
    })
  })

  describe(`${name}: reserve`, () => {
    const reserve = (files: Files, dir: string, wished: string, replace = false) =>
      files.reserve(dir, wished, nothingPromised, { replace })

    it('makes the folder and an empty part file', async () => {
      const folder = make()
      const [dir, files] = [join(folder.dir, 'a', 'b'), folder.files()]
      expect(await folder.run(reserve(files, dir, 'x.iso'))).toEqual({
        fileName: 'x.iso',
        partName: 'x.iso.part',
      })
      expect(await folder.run(files.lengthOf(dir, 'x.iso.part'))).toBe(0)
    })

    it('touches no file that is there, finished or not', async () => {
      const folder = prepared({ 'x.iso': 'mine', 'x (1).iso.part': 'mine' })
      folder.makeFolder('x (2).iso')
      expect(await folder.run(reserve(folder.files(), folder.dir, 'x.iso'))).toMatchObject({
        fileName: 'x (3).iso',
      })
      expect(folder.read('x.iso')).toBe('mine')
      expect(folder.read('x (1).iso.part')).toBe('mine')
    })

    it('gives a hundred who want the same name a hundred names', async () => {
      const folder = make()
      const files = folder.files()
      const tasks = await folder.run(
        taskGroup(function* (group): Coroutine<Task<{ fileName: string }>[]> {
          return Array.from({ length: 100 }, () => group.spawn(reserve(files, folder.dir, 'x.iso')))
        }),
      )
      expect(new Set(tasks.map((task) => task.result().fileName)).size).toBe(100)
      expect(folder.names()).toHaveLength(100)
    })

    it('leaves nothing behind when it is cancelled, at whatever moment', async () => {
      const folder = make()
      const files = folder.files()
      const rounds = await cancelAtEveryMoment(folder, (round) =>
        reserve(files, folder.dir, `${round}`),
      )
      expect(rounds).toBeGreaterThan(1)
      expect(folder.names()).toEqual([`${rounds}.part`])
    })

    it('is cancelled too when its part cannot be taken back', async () => {
      const folder = make()
      const cancelled = await folder.run(
        (function* () {
          const task = createTask(reserve(folder.files(), folder.dir, 'x'))
          const meddle = (): void => {
            if (folder.names().includes('x.part')) {
              folder.remove('x.part')
              folder.makeFolder('x.part')
              task.cancel()
            } else if (!task.done()) folder.afterMoments(1, meddle)
          }
          meddle()
          yield* thrownBy(task[Symbol.iterator]())
          return task.cancelled()
        })(),
      )
      expect(cancelled).toBe(true)
    })

    it('may take the name of a file to be replaced, and not of a folder', async () => {
      const folder = prepared({ file: 'old' })
      folder.makeFolder('folder')
      const files = folder.files()
      const wish = (wished: string) => folder.run(reserve(files, folder.dir, wished, true))
      expect(await wish('file')).toEqual({ fileName: 'file', partName: 'file.part' })
      expect(await wish('folder')).toMatchObject({ fileName: 'folder (1)' })
      expect(await wish('file')).toMatchObject({ fileName: 'file (1)' })
    })
  })

  describe(`${name}: finish`, () => {
    const finish = ({ dir, files, run }: SomeFolder, replace = false) =>
      run(files().finish(dir, 'x.part', 'x', { replace }))

    it('gives the part its final name', async () => {
      const folder = prepared({ 'x.part': 'bytes' })
      expect(await finish(folder)).toBe(true)
      expect(folder.names()).toEqual(['x'])
      expect(folder.read('x')).toBe('bytes')
    })

    it('replaces nothing', async () => {
      const folder = prepared({ 'x.part': 'bytes', x: 'mine' })
      expect(await finish(folder)).toBe(false)
      expect(folder.read('x')).toBe('mine')
      expect(folder.read('x.part')).toBe('bytes')
    })

    it('replaces what it may', async () => {
      const folder = prepared({ 'x.part': 'new', x: 'old' })
      expect(await finish(folder, true)).toBe(true)
      expect(folder.names()).toEqual(['x'])
      expect(folder.read('x')).toBe('new')
    })

    it('replaces no folder', async () => {
      const folder = prepared({ 'x.part': 'new' })
      folder.makeFolder('x')
      expect(await finish(folder, true)).toBe(false)
      expect(folder.names()).toEqual(['x', 'x.part'])
      expect(await folder.run(folder.files().isFolder(join(folder.dir, 'x')))).toBe(true)
    })

    it.each([false, true])('completes a link of before: may replace %s', async (replace) => {
      const folder = prepared({ 'x.part': 'bytes' })
      folder.link('x.part', 'x')
      expect(await finish(folder, replace)).toBe(true)
      expect(folder.names()).toEqual(['x'])
      expect(folder.read('x')).toBe('bytes')
    })

    it('takes an empty file of somebody else for what it is', async () => {
      const folder = prepared({ 'x.part': 'bytes', x: '' })
      expect(await finish(folder)).toBe(false)
      expect(folder.read('x')).toBe('')
    })

    it('tells a part file that is gone from a folder that is gone', async () => {
      const folder = make()
      const files = folder.files()
      const thrown = (dir: string, replace: boolean) =>
        folder.run(thrownBy(files.finish(dir, 'x.part', 'x', { replace })))
      expect(await thrown(folder.dir, false)).toMatchObject({ code: 'part-file-lost' })
      expect(await thrown(folder.dir, true)).toMatchObject({ code: 'part-file-lost' })
      const none = join(folder.dir, 'none')
      expect(await thrown(none, false)).toMatchObject({ code: 'folder-missing' })
    })
  })

  describe(`${name}: the rest`, () => {
    it('tells the length of a file, and null without one', async () => {
      const folder = prepared({ x: '12345' })
      const files = folder.files()
      expect(await folder.run(files.lengthOf(folder.dir, 'x'))).toBe(5)
      expect(await folder.run(files.lengthOf(folder.dir, 'y'))).toBeNull()
      expect(await folder.run(files.lengthOf(join(folder.dir, 'none'), 'y'))).toBeNull()
    })

    it('removes a file, and minds none that is gone, nor a folder', async () => {
      const folder = prepared({ x: '' })
      const files = folder.files()
      await folder.run(files.remove(folder.dir, 'x'))
      await folder.run(files.remove(folder.dir, 'x'))
      await folder.run(files.remove(join(folder.dir, 'none'), 'x'))
      expect(folder.names()).toEqual([])
    })

    it('moves a file to the trash, and ignores one that is gone', async () => {
      const folder = prepared({ x: 'bytes', y: '' })
      const files = folder.files()
      for (const name of ['x', 'y', 'x']) await folder.run(files.moveToTrash(folder.dir, name))
      expect(folder.names()).toEqual([])
    })

    it('tells the free space of a folder that is not there yet, and does not make it', async () => {
      const folder = make()
      const free = folder.files().freeBytes(join(folder.dir, 'a', 'b'))
      expect(await folder.run(free)).toBeGreaterThan(0)
      expect(folder.names()).toEqual([])
    })

    it('tells whether a folder is there, and may be written', async () => {
      const folder = prepared({ x: '' })
      const files = folder.files()
      expect(await folder.run(files.isFolder(folder.dir))).toBe(true)
      expect(await folder.run(files.isFolder(join(folder.dir, 'none')))).toBe(false)
      expect(await folder.run(files.isFolder(join(folder.dir, 'x')))).toBe(false)
      expect(await folder.run(files.isWritable(folder.dir))).toBe(true)
      expect(await folder.run(files.isWritable(join(folder.dir, 'none')))).toBe(false)
    })

    it('is folder-missing when a part of the path is a file', async () => {
      const folder = prepared({ file: '' })
      const [files, dir] = [folder.files(), join(folder.dir, 'file', 'folder')]
      const attempts: readonly Coroutine<unknown>[] = [
        files.reserve(dir, 'x', nothingPromised),
        files.openPart(dir, 'x'),
        files.freeBytes(dir),
      ]
      for (const attempt of attempts) {
        expect(await folder.run(thrownBy(attempt))).toMatchObject({
          code: 'folder-missing',
          facts: { path: dir },
        })
      }
    })
  })
}
