import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { NodeHasher } from '../../../src/main/io/hash/node-hasher'
import { WorkerThreads } from '../../../src/main/io/threads/worker-threads'
import { run, type Threads } from '../../../src/main/kernel'
import { CHECKSUM_ALGORITHMS } from '../../../src/shared/checksum'
import { describeHasher } from '../../contracts/hasher'
import { thrownBy } from '../../kernel/virtually'
import { realFolder } from '../real-folder'
import { tempFolder } from '../temp-folder'
import { tinyDisk, unplug } from '../tiny-disk'

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

describeHasher('NodeHasher', () => realFolder(threads))

describe('the threads', () => {
  it('have one job for all algorithms, and one for all ranges', async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'file'), Buffer.alloc(100_000))
    const before = threads.jobs
    await run(hasher.digest(dir, 'file', CHECKSUM_ALGORITHMS), { threads })
    expect(threads.jobs - before).toBe(1)
    const range = { start: 0, end: 50_000 }
    await run(hasher.digestRanges(dir, 'file', [range, range]), { threads })
    expect(threads.jobs - before).toBe(2)
  })

  it('are left alone with a few bytes, which have the same digests', async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'file'), 'some bytes')
    const before = threads.jobs
    const ranges = [
      { start: 5, end: 10 },
      { start: 5, end: 11 },
    ]
    const digest = Buffer.alloc(4)
    digest.writeUInt32BE(crc32('bytes'))
    expect(await run(hasher.digestRanges(dir, 'file', ranges), { threads })).toEqual([
      new Uint8Array(digest),
      null,
    ])
    expect(threads.jobs).toBe(before)
  })
})

describe('a file that cannot be read', () => {
  it.skipIf(process.platform !== 'linux')('is a disk error when the disk fails', async () => {
    // Nothing is mapped at address 0 of a process, and reading there fails as a broken disk does.
    const failing = thrownBy(hasher.digest('/proc/self', 'mem', ['md5']))
    expect(await run(failing, { threads })).toMatchObject({
      code: 'disk-error',
      facts: { detail: 'EIO' },
    })
  })

  it('is folder-missing when its disk was pulled out meanwhile', async (context) => {
    const dir = tinyDisk(context, 'size=1m')
    writeFileSync(join(dir, 'file'), 'some bytes')
    const pulling: Threads = {
      run: () => {
        unplug(dir)
        return Promise.reject(Object.assign(new Error('words'), { code: 'EIO' }))
      },
    }
    const thrown = await run(thrownBy(hasher.digest(dir, 'file', ['md5'])), { threads: pulling })
    expect(thrown).toMatchObject({ code: 'folder-missing', facts: { path: dir } })
  })

  it('is a bug when there are no threads', async () => {
    const thrown = await run(thrownBy(hasher.digest(tempFolder(), 'x', ['md5'])))
    expect(thrown).toMatchObject({ code: 'bug' })
  })
})
