import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../../src/main/engine/download-error'
import { NodeHasher } from '../../../src/main/io/hash/node-hasher'
import { WorkerThreads } from '../../../src/main/io/threads/worker-threads'
import { type Coroutine, Event, run, Task, type Threads } from '../../../src/main/kernel'
import { CHECKSUM_ALGORITHMS } from '../../../src/shared/checksum'
import { end, thrownBy } from '../../kernel/virtually'
import { fileBody } from '../../servers'
import { tempFolder } from '../temp-folder'

const MIB = 1024 * 1024
const body = fileBody(17, 3 * MIB + 5)
const hasher = new NodeHasher()

/** With all the time that a job needs to end by itself; they count their jobs. */
class CountingThreads implements Threads {
  jobs = 0
  readonly #threads = new WorkerThreads({ size: 1, graceMs: 60_000 })
  readonly run: Threads['run'] = (...job) => {
    this.jobs += 1
    return this.#threads.run(...job)
  }
}

const threads = new CountingThreads()
const inThread = <T>(main: Coroutine<T>): Promise<T> => run(main, { threads })

function aFile(): string {
  const dir = tempFolder()
  writeFileSync(join(dir, 'file'), body.read(0, body.lengthBytes))
  return dir
}

/** Of so many zeros, which take no room. */
function aHugeFile(lengthBytes: number): string {
  const dir = tempFolder()
  writeFileSync(join(dir, 'huge'), '')
  truncateSync(join(dir, 'huge'), lengthBytes)
  return dir
}

const hash = (algorithm: string, start: number, stop: number): Buffer =>
  createHash(algorithm).update(body.read(start, stop)).digest()

function isOpen(path: string): boolean {
  return readdirSync('/proc/self/fd').some((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path
    } catch {
      return false
    }
  })
}

describe('digest', () => {
  it('computes all algorithms in one job', async () => {
    const before = threads.jobs
    expect(await inThread(hasher.digest(aFile(), 'file', CHECKSUM_ALGORITHMS))).toEqual(
      CHECKSUM_ALGORITHMS.map((algorithm) => ({
        algorithm,
        hex: hash(algorithm, 0, body.lengthBytes).toString('hex'),
      })),
    )
    expect(threads.jobs - before).toBe(1)
  })

  it('hashes an empty file', async () => {
    expect(await inThread(hasher.digest(aHugeFile(0), 'huge', ['sha256']))).toEqual([
      { algorithm: 'sha256', hex: createHash('sha256').digest('hex') },
    ])
  })

  it('tells how far it is, ends when cancelled, and leaves nothing open', async () => {
    const hugeBytes = 8 * 1024 * MIB
    const dir = aHugeFile(hugeBytes)
    await inThread(
      (function* (): Coroutine<void> {
        const reports: number[] = []
        const enough = new Event()
        const onProgress = (doneBytes: number): void => {
          reports.push(doneBytes)
          if (reports.length === 2) enough.set()
        }
        const task = new Task(hasher.digest(dir, 'huge', ['md5', 'sha256'], onProgress))
        yield* enough.wait()
        yield* end(task)
        expect(task.cancelled()).toBe(true)
        const [first = 0, second = 0] = reports
        expect(first).toBeGreaterThan(0)
        expect(second).toBeGreaterThan(first)
        expect(second).toBeLessThan(hugeBytes)
      })(),
    )
    if (process.platform === 'linux') expect(isOpen(join(dir, 'huge'))).toBe(false)
  })
})

describe('digestRanges', () => {
  it('computes the SHA-256 of each range in one job', async () => {
    const before = threads.jobs
    const ranges = [
      { start: MIB - 1, end: 2 * MIB + 1 },
      { start: 0, end: MIB },
      { start: 10, end: 10 },
      { start: 3 * MIB, end: body.lengthBytes },
    ]
    const digests = await inThread(hasher.digestRanges(aFile(), 'file', ranges))
    expect(digests.map((digest) => digest && Buffer.from(digest))).toEqual(
      ranges.map((range) => hash('sha256', range.start, range.end)),
    )
    expect(threads.jobs - before).toBe(1)
  })

  it('has no digest for a range that reaches past the end', async () => {
    const ranges = [
      { start: MIB, end: body.lengthBytes + 1 },
      { start: 0, end: 5 },
      { start: 8 * MIB, end: 9 * MIB },
    ]
    const digests = await inThread(hasher.digestRanges(aFile(), 'file', ranges))
    expect(digests.map((digest) => digest?.byteLength)).toEqual([undefined, 32, undefined])
  })

  it('tells how far it is over all ranges', async () => {
    const dir = aHugeFile(64 * MIB)
    const ranges = Array.from({ length: 64 }, () => ({ start: 0, end: 64 * MIB }))
    await inThread(
      (function* (): Coroutine<void> {
        const past = new Event()
        const onProgress = (doneBytes: number): void => {
          if (doneBytes > 64 * MIB) past.set()
        }
        const task = new Task(hasher.digestRanges(dir, 'huge', ranges, onProgress))
        yield* past.wait()
        yield* end(task)
        expect(task.cancelled()).toBe(true)
      })(),
    )
  })
})

describe('a file that cannot be read', () => {
  const range = [{ start: 0, end: 5 }]

  it.each([
    ['digest', (dir: string, name: string) => hasher.digest(dir, name, ['md5'])],
    ['digestRanges', (dir: string, name: string) => hasher.digestRanges(dir, name, range)],
  ])('%s: is an error in the words of the engine', async (_title, read) => {
    const dir = tempFolder()
    mkdirSync(join(dir, 'folder'))
    const thrown = (at: string, name: string): Promise<unknown> =>
      inThread(thrownBy(read(at, name)))
    expect(await thrown(dir, 'gone')).toMatchObject({
      code: 'part-file-lost',
      facts: { path: join(dir, 'gone') },
    })
    expect(await thrown(join(dir, 'nowhere'), 'gone')).toMatchObject({ code: 'folder-missing' })
    const ofFolder = await thrown(dir, 'folder')
    expect(ofFolder).toMatchObject({ code: 'disk-error', facts: { detail: 'EISDIR' } })
    expect(ofFolder).toBeInstanceOf(DownloadError)
  })

  it.skipIf(process.platform !== 'linux')('is a disk error when the disk fails', async () => {
    // Nothing is mapped at address 0 of a process, and reading there fails as a broken disk does.
    const thrown = await inThread(thrownBy(hasher.digest('/proc/self', 'mem', ['md5'])))
    expect(thrown).toMatchObject({ code: 'disk-error', facts: { detail: 'EIO' } })
  })

  it('is a bug when there are no threads', async () => {
    const thrown = await run(thrownBy(hasher.digest(tempFolder(), 'x', ['md5'])))
    expect(thrown).toMatchObject({ code: 'bug' })
  })
})
