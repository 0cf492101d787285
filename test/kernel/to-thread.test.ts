import { describe, expect, it } from 'vitest'
import {
  type Coroutine,
  type JobOptions,
  run,
  runningLoop,
  sleep,
  Task,
  type Threads,
  toThread,
  VirtualClock,
} from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

const job = { module: '/jobs.js', name: 'double' }

interface Ordered {
  readonly job: unknown
  readonly input: unknown
  readonly options: JobOptions<unknown>
  readonly resolve: (output: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Threads that a test plays itself. */
class HandThreads implements Threads {
  readonly ordered: Ordered[] = []

  run<Output, Progress>(order: unknown, input: unknown, options: JobOptions<Progress>) {
    return new Promise<Output>((resolve, reject) => {
      this.ordered.push({ job: order, input, options, resolve, reject } as Ordered)
    })
  }

  get only(): Ordered {
    const [first, second] = this.ordered
    if (first === undefined || second !== undefined) throw new Error('not one job')
    return first
  }
}

function withThreads<T>(main: (threads: HandThreads) => Coroutine<T>): Promise<T> {
  const threads = new HandThreads()
  return run(main(threads), { clock: new VirtualClock(), threads })
}

describe('toThread', () => {
  it('hands the job on and returns its output', () =>
    withThreads(function* (threads) {
      const buffer = new ArrayBuffer(1)
      const task = new Task(toThread(job, 21, { transfer: [buffer] }))
      yield* sleep(1)
      expect(threads.only).toMatchObject({ job, input: 21 })
      expect(threads.only.options.transfer).toEqual([buffer])
      threads.only.resolve(42)
      expect(yield* task).toBe(42)
      expect(threads.only.options.signal.aborted).toBe(false)
    }))

  it('throws what the job throws', () =>
    withThreads(function* (threads) {
      const broken = new Error('broken')
      const task = new Task(thrownBy(toThread(job, 21)))
      yield* sleep(1)
      threads.only.reject(broken)
      expect(yield* task).toBe(broken)
    }))

  it('throws on a loop without threads', () =>
    virtually(function* () {
      const error = yield* thrownBy(toThread(job, 21))
      expect(error).toHaveProperty('message', expect.stringContaining('no threads'))
    }))

  it('reports progress on the loop, before the output', () =>
    withThreads(function* (threads) {
      const log: string[] = []
      const loop = runningLoop()
      const task = new Task(
        (function* (): Coroutine<void> {
          const output = yield* toThread(job, 21, {
            onProgress(progress) {
              expect(runningLoop()).toBe(loop)
              log.push(String(progress))
            },
          })
          log.push(`output ${String(output)}`)
        })(),
      )
      yield* sleep(1)
      const { options, resolve } = threads.only
      setImmediate(() => {
        options.onProgress('one')
        options.onProgress('two')
        resolve(42)
      })
      yield* task
      expect(log).toEqual(['one', 'two', 'output 42'])
    }))

  it('reports progress also while its Task is held', () =>
    withThreads(function* (threads) {
      const log: unknown[] = []
      const task = new Task(toThread(job, 21, { onProgress: (progress) => log.push(progress) }))
      yield* sleep(1)
      task.pause()
      threads.only.options.onProgress('half')
      threads.only.resolve(42)
      yield* sleep(1)
      expect([log, task.done()]).toEqual([['half'], false])
      task.resume()
      expect(yield* task).toBe(42)
    }))

  it('drops progress that comes after its end', () =>
    withThreads(function* (threads) {
      const log: unknown[] = []
      const task = new Task(toThread(job, 21, { onProgress: (progress) => log.push(progress) }))
      yield* sleep(1)
      threads.only.resolve(42)
      yield* task
      threads.only.options.onProgress('late')
      yield* sleep(1)
      expect(log).toEqual([])
    }))

  it('cancelled aborts the job and waits for its end', () =>
    withThreads(function* (threads) {
      const task = new Task(toThread(job, 21))
      yield* sleep(1)
      task.cancel('enough')
      yield* sleep(1)
      const { options, reject } = threads.only
      expect(options.signal.reason).toHaveProperty('message', 'enough')
      task.cancel()
      yield* sleep(1)
      expect(task.done()).toBe(false)
      reject(new Error('stopped'))
      yield* thrownBy(task[Symbol.iterator]())
      expect(task.cancelled()).toBe(true)
    }))
})
