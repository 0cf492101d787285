import fs, { existsSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PartFile } from '../../src/main/engine/ports/files'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { type Coroutine, createTask, run, sleep, until, wait } from '../../src/main/kernel'
import { describePartFile } from '../contracts/part-file'
import { end, thrownBy } from '../kernel/virtually'
import { realFolder } from './real-folder'
import { tempFolder } from './temp-folder'
import { plugIn, tinyDisk, unplug } from './tiny-disk'

afterEach(() => {
  vi.restoreAllMocks()
})

/** Opens `x.part` in `dir`, with ten bytes of `.`, and closes it after `body`. */
function withPart(dir: string, body: (part: PartFile) => Coroutine<void>): Promise<void> {
  return run(
    (function* () {
      const part = yield* new NodeFiles().openPart(dir, 'x.part')
      try {
        yield* part.write([Buffer.from('..........')], 0)
        yield* part.flush()
        yield* body(part)
      } finally {
        yield* part.close()
      }
    })(),
  )
}

describePartFile('NodePartFile', realFolder)

describe('a part file', () => {
  it('goes on to be flushed while it grows', async () => {
    const dir = tempFolder()
    await run(
      (function* () {
        const part = yield* new NodeFiles().openPart(dir, 'x.part')
        for (let at = 0; at < 200; at += 1) {
          const writing = part.write([Buffer.alloc(7)], at * 7)
          yield* writing
          if (at % 10 === 0) yield* part.flush()
        }
        yield* part.close()
      })(),
    )
  })
})

describe('a part file whose disk is pulled out', () => {
  it('is folder-missing while open, and is not made anew on the disk below', async (context) => {
    const dir = tinyDisk(context, 'size=1m')
    const files = new NodeFiles()
    await run(
      (function* () {
        const part = yield* files.openPart(dir, 'x.part')
        expect(yield* files.isFolder(dir)).toBe(true)
        unplug(dir)
        expect(existsSync(dir)).toBe(true)
        yield* part.write([Buffer.from('x')], 0)
        expect(yield* thrownBy(part.flush())).toMatchObject({
          code: 'folder-missing',
          facts: { path: dir },
        })
        yield* part.close()

        expect(yield* files.isFolder(dir)).toBe(false)
        expect(yield* thrownBy(files.openPart(dir, 'x.part'))).toMatchObject({
          code: 'folder-missing',
        })
        expect(readdirSync(dir)).toEqual([])

        plugIn(dir, 'size=1m')
        expect(yield* files.isFolder(dir)).toBe(true)
        yield* (yield* files.openPart(dir, 'x.part')).close()
        unplug(dir)
      })(),
    )
  })

  it('has an I/O error that tells it from a bad disk', async (context) => {
    const bad = Object.assign(new Error('words'), { code: 'EIO' })
    const refuse = (): void => {
      vi.spyOn(fs, 'writev').mockImplementation((...args: unknown[]) => {
        const done = args.at(-1) as (error: Error) => void
        done(bad)
      })
    }
    await withPart(tempFolder(), function* (part) {
      refuse()
      expect(yield* thrownBy(part.write([Buffer.from('x')], 0))).toMatchObject({
        code: 'disk-error',
        facts: { detail: 'EIO' },
      })
      vi.restoreAllMocks()
    })
    const dir = tinyDisk(context, 'size=1m')
    await withPart(dir, function* (part) {
      unplug(dir)
      refuse()
      expect(yield* thrownBy(part.write([Buffer.from('x')], 0))).toMatchObject({
        code: 'folder-missing',
        cause: bad,
      })
    })
  })
})

/** A flush that is at work and that the system will refuse. */
function* beginFailing(part: PartFile) {
  let fail = (): void => undefined
  const sync = vi.spyOn(fs, 'fdatasync').mockImplementationOnce((_fd, done) => {
    fail = () => done(Object.assign(new Error('words'), { code: 'EIO' }))
  })
  const flushing = createTask(part.flush())
  yield* until(() => vi.waitFor(() => expect(sync).toHaveBeenCalled(), { timeout: 30_000 }))
  return { flushing, sync, fail }
}

describe('a flush that failed', () => {
  it('never succeeds again, since the system forgets what it could not write', async () => {
    const dir = tempFolder()
    await withPart(dir, function* (part) {
      vi.spyOn(fs, 'fdatasync').mockImplementationOnce((_fd, done) => {
        done(Object.assign(new Error('words'), { code: 'ENOSPC' }))
      })
      expect(yield* thrownBy(part.flush())).toMatchObject({ code: 'disk-full' })
      expect(yield* thrownBy(part.flush())).toMatchObject({ code: 'disk-full' })
    })
    await withPart(dir, function* (part) {
      yield* part.flush()
    })
  })

  it('never succeeds again either if nobody heard, being cancelled', async () => {
    await withPart(tempFolder(), function* (part) {
      const { flushing, fail } = yield* beginFailing(part)
      flushing.cancel()
      fail()
      yield* end(flushing)
      expect(flushing.cancelled()).toBe(true)
      for (const attempt of [part.flush(), part.flush()]) {
        expect(yield* thrownBy(attempt)).toMatchObject({ code: 'disk-error' })
      }
    })
  })

  it('fails for callers who asked while it ran', async () => {
    await withPart(tempFolder(), function* (part) {
      const { flushing: held, sync, fail } = yield* beginFailing(part)
      held.pause()
      const asking = createTask(part.flush())
      yield* sleep(0)
      fail()
      yield* wait([asking])
      expect(asking.exception()).toMatchObject({ code: 'disk-error' })
      expect(sync).toHaveBeenCalledTimes(1)
      held.resume()
      yield* wait([held])
      expect(held.exception()).toMatchObject({ code: 'disk-error' })
    })
  })
})

describe('a part that is opened again', () => {
  const touchedAfter = (meddle: (path: string) => void) => {
    const dir = tempFolder()
    const files = new NodeFiles()
    return run(
      (function* () {
        const part = yield* files.openPart(dir, 'x.part')
        yield* part.write([Buffer.from('....')], 0)
        yield* part.close()
        meddle(join(dir, 'x.part'))
        const again = yield* files.openPart(dir, 'x.part')
        yield* again.close()
        return again.touched
      })(),
    )
  }

  it('is known by its time, and by more than its time', async () => {
    expect(await touchedAfter((path) => utimesSync(path, 1, 2))).toBe(true)
    const replace = (path: string): void => {
      const { atime, mtime } = fs.statSync(path)
      writeFileSync(`${path}.other`, 'four')
      utimesSync(`${path}.other`, atime, mtime)
      renameSync(`${path}.other`, path)
    }
    expect(await touchedAfter(replace)).toBe(true)
  })
})
