import { describe, expect, it, vi } from 'vitest'
import {
  type Coroutine,
  coroutine,
  createTask,
  Event,
  Future,
  type LoopOptions,
  type Problem,
  run,
  runningLoop,
  sleep,
  VirtualClock,
} from '../../src/main/kernel'
import { collectGarbage } from './garbage'
import { thrownBy } from './virtually'

/** What a forgotten `yield*` does; said so that the lint rule lets it pass. */
const forget = (_coroutine: Coroutine<unknown>): void => undefined

/** Runs main and returns what was reported meanwhile. */
async function problemsOf(
  main: () => Coroutine<unknown>,
  options: LoopOptions = { debug: true },
): Promise<Problem[]> {
  const problems: Problem[] = []
  await run(main(), {
    clock: new VirtualClock(),
    onProblem: (problem) => problems.push(problem),
    ...options,
  })
  return problems
}

describe('debug mode', () => {
  it('reports a coroutine of the kernel that was never started, and where it was made', async () => {
    const problems = await problemsOf(function* () {
      forget(sleep(10))
      yield* sleep(1)
    })
    expect(problems).toMatchObject([
      {
        kind: 'coroutine-never-started',
        message: 'sleep() was called and never started: is a yield* missing?',
      },
    ])
    expect(problems[0]?.cause).toHaveProperty('stack', expect.stringContaining('debug.test'))
  })

  it('reports methods and marked functions too', async () => {
    const fetchAll = coroutine(function* fetchAll(): Coroutine<void> {
      yield* sleep(1)
    })
    const problems = await problemsOf(function* () {
      forget(new Event().wait())
      forget(fetchAll())
      yield* fetchAll()
      yield* sleep(1)
    })
    expect(problems.map((problem) => problem.message.split(' ')[0])).toEqual([
      'wait()',
      'fetchAll()',
    ])
  })

  it('changes nothing in what a coroutine does', async () => {
    const marked = coroutine(function* marked(value: string): Coroutine<string> {
      try {
        yield* sleep(1)
        throw new RangeError(value)
      } catch (error) {
        yield* sleep(1)
        return String(error)
      }
    })
    const main = function* (): Coroutine<void> {
      expect(yield* marked('thrown')).toBe('RangeError: thrown')
      const task = createTask(marked('never'))
      task.cancel()
      expect(yield* thrownBy(task[Symbol.iterator]())).toHaveProperty('name', 'CancelledError')
    }
    expect(await problemsOf(main)).toEqual([])
  })

  it('reports Tasks that main leaves behind, and what they waited for', async () => {
    const problems = await problemsOf(function* () {
      createTask(sleep(1000), 'forgotten')
      yield* sleep(1)
    })
    expect(problems).toEqual([
      {
        kind: 'task-left-pending',
        message:
          'main is done and left forgotten: waiting for sleep 1000 ms, 999 ms left; it is cancelled',
      },
    ])
  })

  it('reports a callback that holds the loop for 50 ms, by the name of its Task', async () => {
    class BusyClock extends VirtualClock {
      busyMs = 0
      override now(): number {
        return super.now() + this.busyMs
      }
    }
    const clock = new BusyClock()
    const problems: Problem[] = []
    const main = function* (): Coroutine<void> {
      clock.busyMs += 49
      yield* sleep(0)
      clock.busyMs += 60
      yield* sleep(0)
      runningLoop().callSoon(() => {
        clock.busyMs += 50
      })
      yield* sleep(0)
    }
    await run(main(), { clock, debug: true, onProblem: (problem) => problems.push(problem) })
    expect(problems).toEqual([
      { kind: 'slow-callback', message: 'Task main blocked the loop for 60 ms' },
      { kind: 'slow-callback', message: 'a callback blocked the loop for 50 ms' },
    ])
  })

  it('reports Tasks that nothing can wake any more, once they are collected', async () => {
    const problems: Problem[] = []
    const start = (): void => {
      const main = function* (): Coroutine<void> {
        yield* new Future<void>()
      }
      void run(main(), {
        clock: new VirtualClock(),
        debug: true,
        onProblem: (problem) => problems.push(problem),
      })
    }
    start()
    await collectGarbage(() => problems.length > 0)
    expect(problems).toMatchObject([{ kind: 'task-destroyed-pending' }])
    expect(problems[0]?.message).toContain('Task main was destroyed while it waited')
  })

  it('is off unless asked for', async () => {
    const main = function* (): Coroutine<void> {
      forget(sleep(10))
      createTask(sleep(1000))
      yield* sleep(1)
    }
    expect(await problemsOf(main, {})).toEqual([])
  })
})

describe('a problem handler', () => {
  it('hears of callbacks that throw, and the loop goes on', async () => {
    const broken = new RangeError('broken')
    const problems = await problemsOf(function* () {
      runningLoop().callSoon(() => {
        throw broken
      })
      yield* sleep(1)
    }, {})
    expect(problems).toEqual([
      { kind: 'callback-failed', message: 'a callback threw', cause: broken },
    ])
  })

  it('hears of an exception that nobody asked for, once its Task is collected', async () => {
    const problems: Problem[] = []
    const fail = function* (): Coroutine<void> {
      yield* sleep(0)
      throw new RangeError('unheard')
    }
    const main = function* (): Coroutine<void> {
      createTask(fail(), 'unheard one')
      yield* thrownBy(createTask(fail(), 'heard one')[Symbol.iterator]())
    }
    await run(main(), {
      clock: new VirtualClock(),
      onProblem: (problem) => problems.push(problem),
    })
    await collectGarbage(() => problems.length > 0)
    expect(problems).toEqual([
      {
        kind: 'exception-never-retrieved',
        message: 'Task unheard one failed, and nobody asked for its exception',
        cause: new RangeError('unheard'),
      },
    ])
  })

  it('is the console if none is given', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const main = function* (): Coroutine<void> {
      createTask(sleep(10), 'forgotten')
      yield* sleep(1)
    }
    await run(main(), { clock: new VirtualClock(), debug: true })
    expect(printed).toHaveBeenCalledWith(expect.stringContaining('left forgotten'))
    printed.mockRestore()
  })
})
