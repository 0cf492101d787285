import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import { waitForDisk } from '../../src/main/engine/transfer/wait-for-disk'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { translateFileError } from '../../src/main/io/files/translate-error'
import { run } from '../../src/main/kernel'
import { hurriedClock } from './hurried-clock'
import { tempFolder } from './temp-folder'
import { tinyDisk } from './tiny-disk'

const files = new NodeFiles()

describe('the disk says no', () => {
  it('disk-full when there is no room left, and again when there is', async (context) => {
    const dir = tinyDisk(context, 'size=64k')
    await run(
      (function* () {
        const part = yield* files.openPart(dir, 'x.part')
        yield* part.setLength(1_000_000)
        let thrown: unknown
        try {
          yield* part.write([Buffer.alloc(100_000)], 0)
        } catch (error) {
          thrown = error
        }
        expect(thrown).toMatchObject({ code: 'disk-full', facts: { path: dir } })
        yield* part.setLength(0)
        yield* part.write([Buffer.alloc(10_000)], 0)
        yield* part.close()
        expect(yield* files.freeBytes(dir)).toBeLessThan(64 * 1024)
      })(),
    )
  })

  it('folder-not-writable when nothing may be written', async (context) => {
    const dir = tinyDisk(context, 'ro')
    expect(await run(files.isWritable(dir))).toBe(false)
    expect(await run(files.isWritable(join(dir, '..')))).toBe(true)
    expect(await run(files.isWritable(join(dir, 'none')))).toBe(false)
    await expect(run(files.reserve(dir, 'x'))).rejects.toMatchObject({
      code: 'folder-not-writable',
      facts: { path: dir },
    })
  })
})

describe('a real disk', () => {
  const patience = { pollMs: 200 }

  /** What was told until it was cured by `cure`, which is called at the second look. */
  const waiting = (code: 'disk-full' | 'folder-missing', dir: string, cure: () => void) =>
    run(
      (function* () {
        let looks = 0
        const watch = {
          isWritable: (folder: string) => files.isWritable(folder),
          freeBytes: (folder: string) => files.freeBytes(folder),
          isFolder: (folder: string) => {
            looks += 1
            if (looks === 2) cure()
            return files.isFolder(folder)
          },
        }
        const told: string[] = []
        const place = { dir, neededBytes: 1024 * 1024, isNew: false }
        yield* waitForDisk(new DownloadError(code), place, watch, patience, (reason) => {
          told.push(reason.code)
        })
        return { looks, told }
      })(),
      { clock: hurriedClock },
    )

  it('is waited for until it has room', async (context) => {
    const dir = tinyDisk(context, 'size=4m')
    const ballast = join(dir, 'ballast')
    writeFileSync(ballast, Buffer.alloc(3 * 1024 * 1024))
    expect(await waiting('disk-full', dir, () => rmSync(ballast))).toEqual({
      looks: 2,
      told: ['disk-full'],
    })
  })

  it('is waited for until it is plugged in, and no folder is made meanwhile', async () => {
    const dir = join(tempFolder(), 'away')
    expect(
      await waiting('folder-missing', dir, () => {
        expect(existsSync(dir)).toBe(false)
        mkdirSync(dir)
      }),
    ).toEqual({ looks: 2, told: ['folder-missing'] })
  })
})

describe('translateFileError', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'folder-not-writable'],
    ['EPERM', 'folder-not-writable'],
    ['EROFS', 'folder-not-writable'],
    ['ENOENT', 'folder-missing'],
    ['ENOTDIR', 'folder-missing'],
    ['ENODEV', 'folder-missing'],
    ['ENXIO', 'folder-missing'],
    ['ESTALE', 'folder-missing'],
    ['ENOTCONN', 'folder-missing'],
    ['ETIMEDOUT', 'folder-missing'],
  ])('calls %s %s', (code, expected) => {
    const error = Object.assign(new Error('words'), { code })
    expect(translateFileError(error, '/there')).toMatchObject({
      code: expected,
      facts: { path: '/there' },
      cause: error,
    })
  })

  it.each([
    [Object.assign(new Error('words'), { code: 'EIO' }), 'EIO'],
    [new Error('words'), 'words'],
    ['words', 'words'],
  ])('calls the rest disk-error, with its name: %s', (error, detail) => {
    expect(translateFileError(error, '/there').info).toEqual({
      code: 'disk-error',
      facts: { path: '/there', detail },
    })
  })

  it('leaves a DownloadError as it is', () => {
    const error = new DownloadError('part-file-lost')
    expect(translateFileError(error, '/there')).toBe(error)
  })
})
