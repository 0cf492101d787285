import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WorkerThreads } from '../../../src/main/io/threads/worker-threads'
import {
  type Coroutine,
  Event,
  type JobBody,
  type JobOf,
  type JobOptions,
  run,
  sleep,
  Task,
  taskGroup,
  toThread,
} from '../../../src/main/kernel'
import { end, thrownBy } from '../../kernel/virtually'
import { tempFolder } from '../temp-folder'
import idleProgram from './idle-program?modulePath'
import type * as jobs from './jobs'
import module from './jobs?modulePath'

type Jobs = typeof jobs
type JobName = {
  [Name in keyof Jobs]: Jobs[Name] extends JobBody<never, unknown> ? Name : never
}[keyof Jobs]

function job<Name extends JobName>(name: Name): JobOf<Jobs[Name]> {
  return { module, name } as JobOf<Jobs[Name]>
}

const shared = (): jobs.Shared => new Int32Array(new SharedArrayBuffer(4))

/** Runs `main` on a loop with `size` threads. */
function threaded<T>(size: number, main: () => Coroutine<T>, graceMs = 50): Promise<T> {
  return run(main(), { threads: new WorkerThreads({ size, graceMs }) })
}

function optionsWith(signal: AbortSignal): JobOptions<unknown> {
  return { signal, onProgress: () => undefined, transfer: [] }
}

/** However slow the machine is: a job that can end by itself is in time. */
const PATIENCE_MS = 60_000

describe('WorkerThreads', () => {
  it('runs a job in a thread of its own', () =>
    threaded(1, function* () {
      expect(yield* toThread(job('whichThread'), undefined)).toBeGreaterThan(0)
    }))

  it('leaves the loop free while a job computes', () =>
    threaded(1, function* () {
      const ticks = shared()
      yield* taskGroup(function* (group) {
        const ticking = group.spawn(
          (function* (): Coroutine<void> {
            for (;;) {
              yield* sleep(1)
              Atomics.add(ticks, 0, 1)
            }
          })(),
        )
        yield* toThread(job('spinUntil'), { shared: ticks, value: 20 })
        ticking.cancel()
      })
      expect(Atomics.load(ticks, 0)).toBeGreaterThanOrEqual(20)
    }))

  it('brings every report, in order, before the output', () =>
    threaded(1, function* () {
      const reports: number[] = []
      const onProgress = (number: number): unknown => reports.push(number)
      expect(yield* toThread(job('reportTo'), 100, { onProgress })).toBe(100)
      expect(reports).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
    }))

  it('moves what is to be transferred', () =>
    threaded(1, function* () {
      const buffer = new ArrayBuffer(1000)
      expect(yield* toThread(job('lengthOf'), buffer, { transfer: [buffer] })).toBe(1000)
      expect(buffer.byteLength).toBe(0)
    }))

  it('keeps a thread for the next job', () =>
    threaded(2, function* () {
      const first = yield* toThread(job('whichThread'), undefined)
      expect(yield* toThread(job('whichThread'), undefined)).toBe(first)
    }))

  it('runs as many jobs at once as it has threads, the others in turn', () =>
    threaded(2, function* () {
      const visits = new Visits()
      const tasks = [visits.visit(), visits.visit(), visits.visit()]
      yield* visits.until(2)
      expect(visits.log.toSorted()).toEqual(['0 in', '1 in'])
      visits.letOut(1)
      yield* visits.until(4)
      tasks.push(visits.visit())
      yield* sleep(50)
      expect(visits.log.slice(2)).toEqual(['1 out', '2 in'])
      visits.letOut(0)
      yield* visits.until(6)
      expect(visits.log.slice(4)).toEqual(['0 out', '3 in'])
      visits.letOut(2)
      visits.letOut(3)
      for (const task of tasks) yield* task
    }))
})

/** Jobs that stay in their thread until they are let out. */
class Visits {
  readonly log: string[] = []
  readonly #gates: jobs.Shared[] = []
  readonly #changed = new Event()

  visit(): Task<void> {
    const index = this.#gates.length
    const gate = shared()
    this.#gates.push(gate)
    return new Task(this.#visit(`${index}`, gate))
  }

  letOut(index: number): void {
    const gate = this.#gates[index]
    if (gate === undefined) throw new Error(`nobody has the number ${index}`)
    Atomics.store(gate, 0, 1)
    Atomics.notify(gate, 0)
  }

  /** Waits until the log has so many lines. */
  *until(lines: number): Coroutine<void> {
    while (this.log.length < lines) {
      this.#changed.clear()
      yield* this.#changed.wait()
    }
  }

  *#visit(who: string, gate: jobs.Shared): Coroutine<void> {
    yield* toThread(job('stayIn'), gate, { onProgress: () => this.#note(`${who} in`) })
    this.#note(`${who} out`)
  }

  #note(line: string): void {
    this.log.push(line)
    this.#changed.set()
  }
}

describe('an idle thread', () => {
  it('ends when it has been so for long', async () => {
    const count = shared()
    const main = function* (): Coroutine<void> {
      const first = yield* toThread(job('whichThread'), undefined)
      yield* toThread(job('countBehind'), count)
      for (let before = -1; before !== Atomics.load(count, 0); ) {
        before = Atomics.load(count, 0)
        yield* sleep(50)
      }
      expect(yield* toThread(job('whichThread'), undefined)).not.toBe(first)
    }
    await run(main(), { threads: new WorkerThreads({ size: 1, idleMs: 20 }) })
  })

  it('stays when it gets a job in time', async () => {
    const main = function* (): Coroutine<void> {
      yield* toThread(job('whichThread'), undefined)
      yield* toThread(job('sleepALittle'), 100)
    }
    await run(main(), { threads: new WorkerThreads({ size: 1, idleMs: 20 }) })
  })

  it('keeps no process alive, but one at work does', async () => {
    const child = spawn(process.execPath, [idleProgram], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill())
    const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    expect([output, status]).toEqual(['the jobs are done\n', 0])
  })
})

describe('a job that fails', () => {
  it('throws its error, whole', () =>
    threaded(1, function* () {
      const error = yield* thrownBy(toThread(job('failSpecially'), undefined))
      expect(error).toBeInstanceOf(Error)
      expect(error).toMatchObject({
        name: 'SpecialError',
        message: 'special',
        code: 'ESPECIAL',
        stack: expect.stringContaining('failSpecially') as string,
        cause: { message: 'deeper' },
      })
    }))

  it('throws what is left of an error that cannot be copied', () =>
    threaded(1, function* () {
      const error = yield* thrownBy(toThread(job('failUncopyably'), undefined))
      expect(error).toHaveProperty('message', 'with a function')
    }))

  it('throws also what is no error', () =>
    threaded(1, function* () {
      expect(yield* thrownBy(toThread(job('throwWord'), undefined))).toBe('word')
    }))

  it.each([
    ['is not there', 'missing'],
    ['is no function', 'notAJob'],
  ])('throws if its export %s', (_what, name) =>
    threaded(1, function* () {
      const error = yield* thrownBy(toThread({ module, name }, undefined))
      expect(error).toHaveProperty('message', `there is no job ${name} in ${module}`)
    }),
  )

  it('throws if its module is not there', () =>
    threaded(1, function* () {
      const missing = join(tempFolder(), 'missing.mjs')
      const error = yield* thrownBy(toThread({ module: missing, name: 'x' }, undefined))
      expect(error).toMatchObject({
        message: `the module of the job x cannot be loaded: ${missing}`,
        cause: { message: expect.stringContaining('missing.mjs') as string },
      })
    }))

  it('throws when its input or output cannot be copied', () =>
    threaded(1, function* () {
      const thread = yield* toThread(job('whichThread'), undefined)
      const input = yield* thrownBy(toThread({ module, name: 'lengthOf' }, () => undefined))
      expect(input).toHaveProperty('name', 'DataCloneError')
      const output = yield* thrownBy(toThread(job('giveFunction'), undefined))
      expect(output).toHaveProperty('name', 'DataCloneError')
      expect(yield* toThread(job('whichThread'), undefined)).toBe(thread)
    }))

  it('throws when its thread crashes, and the next job gets another', () =>
    threaded(1, function* () {
      const exited = yield* thrownBy(toThread(job('exit'), 3))
      expect(exited).toHaveProperty('message', 'the thread ended under its job')
      const crashed = yield* thrownBy(toThread(job('failBehind'), undefined))
      expect(crashed).toMatchObject({
        message: 'the thread ended under its job',
        cause: { message: 'from behind' },
      })
      expect(yield* toThread(job('whichThread'), undefined)).toBeGreaterThan(0)
    }))

  it('does not speak for the next one', () =>
    threaded(1, function* () {
      const reports: unknown[] = []
      yield* toThread(job('reportLater'), null)
      const onProgress = (report: unknown): unknown => reports.push(report)
      yield* toThread(job('sleepALittle'), 20, { onProgress })
      expect(reports).toEqual([])
    }))
})

describe('a job that is cancelled', () => {
  it('may end by itself, and its thread lives on', () =>
    threaded(
      1,
      function* () {
        const note = join(tempFolder(), 'note')
        const thread = yield* toThread(job('whichThread'), undefined)
        const waiting = new Event()
        const task = new Task(toThread(job('noteAbort'), note, { onProgress: () => waiting.set() }))
        yield* waiting.wait()
        yield* end(task)
        expect(task.cancelled()).toBe(true)
        expect(readFileSync(note, 'utf8')).toBe('aborted')
        expect(yield* toThread(job('isAborted'), null)).toBe(false)
        expect(yield* toThread(job('whichThread'), undefined)).toBe(thread)
      },
      PATIENCE_MS,
    ))

  it('is stopped only while it runs', () =>
    threaded(
      1,
      function* () {
        const waiting = new Event()
        const note = join(tempFolder(), 'note')
        const onProgress = (): void => waiting.set()
        const task = new Task(toThread(job('noteAbort'), note, { onProgress }))
        yield* waiting.wait()
        yield* end(task)
        yield* toThread(job('sleepALittle'), 400)
      },
      200,
    ))

  it('does not hear of an abort after its end', async () => {
    const threads = new WorkerThreads({ size: 1, graceMs: 10 })
    const [first, second] = [new AbortController(), new AbortController()]
    await threads.run(job('whichThread'), undefined, optionsWith(first.signal))
    const next = threads.run(job('sleepALittle'), 100, optionsWith(second.signal))
    first.abort()
    await expect(next).resolves.toBeUndefined()
  })

  it('never begins if its turn comes at the same moment', async () => {
    const threads = new WorkerThreads({ size: 1 })
    const controller = new AbortController()
    const first = threads.run(
      job('whichThread'),
      undefined,
      optionsWith(new AbortController().signal),
    )
    const second = threads.run(job('stayIn'), shared(), optionsWith(controller.signal))
    const outcome = second.catch((error: unknown) => error)
    await first
    controller.abort()
    expect(await outcome).toBe(controller.signal.reason)
  })

  it('is stopped if it does not, and the next job gets another thread', () =>
    threaded(1, function* () {
      const thread = yield* toThread(job('whichThread'), undefined)
      const count = shared()
      const task = new Task(toThread(job('countForEver'), count))
      while (Atomics.load(count, 0) === 0) yield* sleep(1)
      yield* end(task)
      expect(task.cancelled()).toBe(true)
      const counted = Atomics.load(count, 0)
      expect(yield* toThread(job('whichThread'), undefined)).not.toBe(thread)
      expect(Atomics.load(count, 0)).toBe(counted)
    }))

  it('never begins if it was waiting for its turn', () =>
    threaded(1, function* () {
      const gate = shared()
      const isIn = new Event()
      const first = new Task(toThread(job('stayIn'), gate, { onProgress: () => isIn.set() }))
      yield* isIn.wait()
      const note = join(tempFolder(), 'note')
      const second = new Task(toThread(job('noteAbort'), note))
      yield* sleep(0)
      yield* end(second)
      expect(first.done()).toBe(false)
      Atomics.store(gate, 0, 1)
      Atomics.notify(gate, 0)
      yield* first
      yield* toThread(job('whichThread'), undefined)
      expect(existsSync(note)).toBe(false)
    }))
})
