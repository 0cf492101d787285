import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import { type DiskProbe, waitForDisk } from '../../src/main/engine/transfer/wait-for-disk'
import {
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  runningLoop,
  sleep,
} from '../../src/main/kernel'
import { end, thrownBy, virtually } from '../kernel/virtually'

const MIB = 1024 * 1024
const POLL_MS = 2_000
const place = { dir: '/disk/files', neededBytes: 100 * MIB, isNew: false }
const full = new DownloadError('disk-full', { path: place.dir })
const missing = new DownloadError('folder-missing', { path: place.dir })

/** A disk whose state a test changes as time goes by. */
class Disk implements DiskProbe {
  there = true
  writable = true
  free = 500 * MIB
  looks = 0
  broken: DownloadError | Error | null = null;

  *isFolder(dir: string): Coroutine<boolean> {
    expect(dir).toBe(place.dir)
    this.looks += 1
    if (this.broken !== null) throw this.broken
    return this.there
  }

  *isWritable(): Coroutine<boolean> {
    return this.writable
  }

  *freeBytes(): Coroutine<number> {
    return this.free
  }
}

/** Waits on a disk that goes through the `changes`, one every ten seconds. */
function* waiting(
  disk: Disk,
  error: DownloadError,
  changes: readonly (() => void)[],
  isNew = false,
): Coroutine<{ tookMs: number; told: readonly (readonly [number, string])[] }> {
  const loop = runningLoop()
  const startMs = loop.now()
  const told: (readonly [number, string])[] = []
  const change = createTask(
    (function* (): Coroutine<void> {
      for (const next of changes) {
        yield* sleep(9_999)
        next()
        yield* sleep(1)
      }
    })(),
  )
  yield* waitForDisk(error, { ...place, isNew }, disk, { pollMs: POLL_MS }, ({ code }) => {
    told.push([loop.now() - startMs, code])
  })
  const tookMs = loop.now() - startMs
  if (!change.done()) yield* end(change)
  return { tookMs, told }
}

describe('waitUntilCured', () => {
  it('waits until there is room for all and a little more', async () => {
    const disk = new Disk()
    disk.free = 0
    const outcome = await virtually(() =>
      waiting(disk, full, [
        () => {
          disk.free = 100 * MIB
        },
        () => {
          disk.free = 101 * MIB - 1
        },
        () => {
          disk.free = 101 * MIB
        },
      ]),
    )
    expect(outcome).toEqual({ tookMs: 30_000, told: [[0, 'disk-full']] })
  })

  it('needs room alone where nothing is yet, and not the folder', async () => {
    const disk = new Disk()
    disk.there = false
    disk.free = 0
    const room = (): void => {
      disk.free = 200 * MIB
    }
    expect(await virtually(() => waiting(disk, full, [room], true))).toEqual({
      tookMs: 10_000,
      told: [[0, 'disk-full']],
    })
  })

  it('waits until the folder is there again', async () => {
    const disk = new Disk()
    disk.there = false
    const back = (): void => {
      disk.there = true
    }
    expect(await virtually(() => waiting(disk, missing, [back]))).toEqual({
      tookMs: 10_000,
      told: [[0, 'folder-missing']],
    })
  })

  it('tells what else comes in the way, once', async () => {
    const disk = new Disk()
    disk.free = 0
    const outcome = await virtually(() =>
      waiting(disk, full, [
        () => {
          disk.there = false
        },
        () => {
          disk.there = true
          disk.writable = false
        },
        () => {
          disk.writable = true
        },
        () => {
          disk.free = 200 * MIB
        },
      ]),
    )
    expect(outcome).toEqual({
      tookMs: 40_000,
      told: [
        [0, 'disk-full'],
        [10_000, 'folder-missing'],
        [20_000, 'folder-not-writable'],
        [30_000, 'disk-full'],
      ],
    })
  })

  it('takes an error of the look for the reason', async () => {
    const disk = new Disk()
    disk.broken = new DownloadError('disk-error', { detail: 'EIO' })
    const repaired = (): void => {
      disk.broken = null
    }
    expect(await virtually(() => waiting(disk, missing, [repaired]))).toEqual({
      tookMs: 10_000,
      told: [
        [0, 'folder-missing'],
        [2_000, 'disk-error'],
      ],
    })
  })

  it('gives a reason that cannot be seen three looks to pass', async () => {
    expect(await virtually(() => waiting(new Disk(), full, []))).toEqual({
      tookMs: 3 * POLL_MS,
      told: [[0, 'disk-full']],
    })
  })

  it('takes a disk that cannot tell its room for one that has it', async () => {
    const disk = new Disk()
    disk.free = 0
    const unknown = (): void => {
      disk.free = Number.POSITIVE_INFINITY
    }
    expect(await virtually(() => waiting(disk, full, [unknown]))).toMatchObject({ tookMs: 10_000 })
  })

  it('looks no more while it is held, nor when it was cancelled', async () => {
    await virtually(function* () {
      const disk = new Disk()
      disk.free = 0
      const task = createTask(waitForDisk(full, place, disk, { pollMs: POLL_MS }, () => {}))
      yield* sleep(5_000)
      task.pause()
      const { looks } = disk
      expect(looks).toBe(2)
      disk.free = 500 * MIB
      yield* sleep(60_000)
      expect(disk.looks).toBe(looks)
      expect(task.done()).toBe(false)
      task.resume()
      yield* task

      const other = createTask(waitForDisk(full, place, disk, { pollMs: POLL_MS }, () => {}))
      yield* sleep(1_000)
      other.cancel()
      expect(yield* thrownBy(other[Symbol.iterator]())).toBeInstanceOf(CancelledError)
      expect(currentTask().cancelling()).toBe(0)
    })
  })

  it('lets a mistake of ours through', async () => {
    const disk = new Disk()
    disk.broken = new TypeError('mistake')
    await expect(virtually(() => waiting(disk, full, []))).rejects.toThrow('mistake')
  })
})
