import fs, {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PartFile } from '../../src/main/engine/ports'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { type Coroutine, run } from '../../src/main/kernel'
import { thrownBy } from '../kernel/virtually'
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

const lost = { code: 'part-file-lost' }

describe('a part file that somebody else', () => {
  it.each<[string, (path: string) => void]>([
    ['deletes', (path) => rmSync(path)],
    ['moves away', (path) => renameSync(path, `${path}.moved`)],
    [
      'moves away and replaces',
      (path) => {
        renameSync(path, `${path}.moved`)
        writeFileSync(path, '..........')
      },
    ],
    [
      'overwrites by another file',
      (path) => {
        writeFileSync(`${path}.other`, '..........')
        renameSync(`${path}.other`, path)
      },
    ],
    ['cuts', (path) => truncateSync(path, 9)],
    ['appends to', (path) => appendFileSync(path, 'x')],
  ])('%s is noticed with the next flush', async (_, meddle) => {
    const dir = tempFolder()
    await withPart(dir, function* (part) {
      meddle(join(dir, 'x.part'))
      yield* part.write([Buffer.from('x')], 3)
      expect(yield* thrownBy(part.flush())).toMatchObject(lost)
    })
  })

  it('cuts is not extended in silence, by a write at its end or a new length', async () => {
    const dir = tempFolder()
    const path = join(dir, 'x.part')
    await withPart(dir, function* (part) {
      truncateSync(path, 4)
      expect(yield* thrownBy(part.write([Buffer.from('xx')], 8))).toMatchObject({
        ...lost,
        facts: { path, expectedBytes: 10, receivedBytes: 4 },
      })
      expect(yield* thrownBy(part.write([Buffer.from('xx')], 10))).toMatchObject(lost)
      expect(yield* thrownBy(part.setLength(20))).toMatchObject(lost)
      expect(readFileSync(path, 'utf8')).toBe('....')
    })
  })

  it('leaves alone may grow, shrink and be written everywhere', async () => {
    const dir = tempFolder()
    await withPart(dir, function* (part) {
      yield* part.write([Buffer.from('ab')], 10)
      yield* part.write([Buffer.from('cd')], 20)
      yield* part.flush()
      yield* part.setLength(11)
      yield* part.flush()
      yield* part.setLength(13)
      yield* part.write([Buffer.from('!')], 12)
      yield* part.flush()
    })
    expect(readFileSync(join(dir, 'x.part'), 'latin1')).toBe('..........a\0!')
  })

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

  it('is part-file-lost where only the file is gone, folder-missing with its folder', async () => {
    const dir = join(tempFolder(), 'folder')
    mkdirSync(dir)
    await withPart(dir, function* (part) {
      renameSync(dir, `${dir}.moved`)
      expect(yield* thrownBy(part.flush())).toMatchObject({
        code: 'folder-missing',
        facts: { path: dir },
      })
    })
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
})

describe('a part that is opened again', () => {
  const touchedAfter = (dir: string, files: NodeFiles, meddle: () => void) =>
    run(
      (function* () {
        const part = yield* files.openPart(dir, 'x.part')
        yield* part.write([Buffer.from('....')], 0)
        yield* part.close()
        meddle()
        const again = yield* files.openPart(dir, 'x.part')
        yield* again.close()
        return again.touched
      })(),
    )

  it('tells whether somebody wrote to it meanwhile', async () => {
    const dir = tempFolder()
    const path = join(dir, 'x.part')
    const files = new NodeFiles()
    expect(await touchedAfter(dir, files, () => {})).toBe(false)
    expect(await touchedAfter(dir, files, () => writeFileSync(path, 'four'))).toBe(true)
    expect(await touchedAfter(dir, files, () => utimesSync(path, 1, 2))).toBe(true)
    expect(await touchedAfter(dir, files, () => truncateSync(path, 1))).toBe(true)
    const replace = (): void => {
      const { atime, mtime } = fs.statSync(path)
      writeFileSync(`${path}.other`, 'four')
      utimesSync(`${path}.other`, atime, mtime)
      renameSync(`${path}.other`, path)
    }
    expect(await touchedAfter(dir, files, replace)).toBe(true)
  })

  it('cannot tell of one that another process left, nor of a new one', async () => {
    const dir = tempFolder()
    const files = new NodeFiles()
    const touched = function* (opener: NodeFiles): Coroutine<boolean | null | undefined> {
      const part = yield* opener.openPart(dir, 'x.part')
      yield* part.close()
      return part.touched
    }
    expect(await run(touched(files))).toBeNull()
    expect(await run(touched(new NodeFiles()))).toBeNull()
    expect(await run(touched(files))).toBe(false)
    await run(files.remove(dir, 'x.part'))
    expect(await run(touched(files))).toBeNull()
  })
})
