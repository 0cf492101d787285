import { describe, expect, it } from 'vitest'
import { type Run, RunQueue } from '../../src/main/engine/queue/run-queue'
import { type Coroutine, createTask, sleep } from '../../src/main/kernel'
import { virtually } from '../kernel/virtually'

interface Item {
  readonly id: number
  readonly rank: number
}

class FakeRun implements Run {
  readonly id: number
  isHeld = false
  isEnding = false
  isFinalizing = false
  blockedBy: number | null = null

  constructor(id: number) {
    this.id = id
  }

  isBlockedBy(other: Run): boolean {
    return other.id === this.blockedBy
  }

  release(): void {
    this.isHeld = false
  }
}

class FakeDownloads {
  most = 2
  isHeld = false
  readonly busy = new Set<number>()
  readonly log: string[] = []
  readonly runs = new Map<number, FakeRun>()
  readonly queue: RunQueue<Item> = new RunQueue<Item>({
    most: () => this.most,
    isHeld: () => this.isHeld,
    isBusy: (id) => this.busy.has(id),
    start: (item, held) => this.#start(item, held),
    requeue: (run) => {
      this.log.push(`requeue ${run.id}`)
      this.run(run.id).isHeld = true
      this.queue.add({ id: run.id, rank: run.id })
    },
    batch: (work) => work(),
  })

  run(id: number): FakeRun {
    const run = this.runs.get(id)
    if (run === undefined) throw new Error(`${id} does not run`)
    return run
  }

  add(...ids: number[]): void {
    for (const id of ids) this.queue.add({ id, rank: id })
  }

  end(id: number): void {
    this.queue.ended(this.run(id))
    this.runs.delete(id)
  }

  #start({ id }: Item, held: Run | undefined): void {
    this.log.push(held === undefined ? `start ${id}` : `release ${id}`)
    if (held !== undefined) {
      held.release()
      return
    }
    const run = new FakeRun(id)
    this.runs.set(id, run)
    this.queue.started(run)
  }
}

/** Plays a story beside a queue that serves, and returns what the queue started. */
function played(story: (downloads: FakeDownloads) => Coroutine<void>): Promise<string[]> {
  return virtually(function* () {
    const downloads = new FakeDownloads()
    const serving = createTask(downloads.queue.serve())
    yield* story(downloads)
    yield* sleep(1)
    downloads.queue.stop()
    yield* serving
    return downloads.log
  })
}

describe('the queue of runs', () => {
  it('starts the lowest ranks, no more than may run', async () => {
    const log = await played(function* (downloads) {
      downloads.add(3, 1, 2)
      yield* sleep(1)
    })
    expect(log).toEqual(['start 1', 'start 2'])
  })

  it('starts the next one when a run ends', async () => {
    const log = await played(function* (downloads) {
      downloads.add(1, 2, 3)
      yield* sleep(1)
      downloads.end(2)
    })
    expect(log).toEqual(['start 1', 'start 2', 'start 3'])
  })

  it('starts nothing while the schedule holds downloads', async () => {
    const log = await played(function* (downloads) {
      downloads.isHeld = true
      downloads.add(1)
      yield* sleep(1)
      expect(downloads.log).toEqual([])
      downloads.isHeld = false
      downloads.queue.wake()
    })
    expect(log).toEqual(['start 1'])
  })

  it('passes over a download that something else is done with', async () => {
    const log = await played(function* (downloads) {
      downloads.busy.add(1)
      downloads.add(1, 2)
      yield* sleep(1)
      expect(downloads.log).toEqual(['start 2'])
      downloads.busy.clear()
      downloads.queue.wake()
    })
    expect(log).toEqual(['start 2', 'start 1'])
  })

  it('gives the place of a held run to the next one, and releases the held one in its turn', async () => {
    const log = await played(function* (downloads) {
      downloads.most = 1
      downloads.add(1, 2)
      yield* sleep(1)
      downloads.run(1).isHeld = true
      downloads.queue.wake()
      yield* sleep(1)
      downloads.add(1)
      yield* sleep(1)
      downloads.end(2)
    })
    expect(log).toEqual(['start 1', 'start 2', 'release 1'])
  })

  it('waits for the clean-up of a run before the same download starts again', async () => {
    const log = await played(function* (downloads) {
      downloads.add(1)
      yield* sleep(1)
      Object.assign(downloads.run(1), { isHeld: true, isEnding: true })
      downloads.add(1)
      yield* sleep(1)
      expect(downloads.log).toEqual(['start 1'])
      downloads.end(1)
    })
    expect(log).toEqual(['start 1', 'start 1'])
  })

  it('lets as many others run as files are finalized', async () => {
    const log = await played(function* (downloads) {
      downloads.most = 1
      downloads.add(1, 2, 3)
      yield* sleep(1)
      downloads.run(1).isFinalizing = true
      downloads.queue.wake()
      yield* sleep(1)
      downloads.run(2).isFinalizing = true
      downloads.queue.wake()
    })
    expect(log).toEqual(['start 1', 'start 2'])
  })

  it('releases a held run that blocks a running one, and queues that one again', async () => {
    const log = await played(function* (downloads) {
      downloads.most = 1
      downloads.add(1)
      yield* sleep(1)
      downloads.run(1).isHeld = true
      downloads.add(2)
      yield* sleep(1)
      downloads.run(2).blockedBy = 1
      downloads.queue.add({ id: 1, rank: 3 })
    })
    expect(log).toEqual(['start 1', 'start 2', 'requeue 2', 'release 1'])
  })
})
