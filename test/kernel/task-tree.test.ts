import { describe, expect, it } from 'vitest'
import {
  type Coroutine,
  createTask,
  Future,
  gather,
  liveTasks,
  run,
  runningLoop,
  Semaphore,
  sleep,
  taskGroup,
  taskTree,
  VirtualClock,
} from '../../src/main/kernel'
import { end, thrownBy, virtually } from './virtually'

describe('taskTree', () => {
  it('draws who made whom and what each waits for', () =>
    virtually(function* () {
      const permits = new Semaphore(2)
      const download = function* (): Coroutine<void> {
        yield* permits.with(() => sleep(400))
      }
      let tree = ''
      yield* taskGroup(function* (group) {
        for (const name of ['a', 'b', 'c']) group.spawn(download(), name)
        group.spawn(
          taskGroup(function* (inner) {
            inner.spawn(sleep(1000), 'ticker')
            yield* new Future<void>('an answer')
          }),
          'nest',
        )
        yield* sleep(50)
        tree = taskTree()
        for (const task of liveTasks(runningLoop()).slice(1)) task.cancel()
      })
      expect(tree).toBe(
        [
          'main: running',
          '├─ a: waiting for sleep 400 ms, 350 ms left',
          '├─ b: waiting for sleep 400 ms, 350 ms left',
          '├─ c: waiting for Semaphore 0/2, 1 waiting',
          '└─ nest: waiting for an answer',
          '   └─ ticker: waiting for sleep 1000 ms, 950 ms left',
        ].join('\n'),
      )
    }))

  it('tells Tasks that are held, ready or being cancelled', () =>
    virtually(function* () {
      const held = createTask(sleep(100), 'held one')
      const cleaning = createTask(
        (function* (): Coroutine<void> {
          try {
            yield* sleep(100)
          } finally {
            yield* sleep(50)
          }
        })(),
        'cleaning one',
      )
      yield* sleep(1)
      held.pause()
      cleaning.cancel()
      yield* sleep(1)
      const ready = createTask(sleep(0), 'new one')
      expect(taskTree().split('\n').slice(1)).toEqual([
        '├─ held one: held, waiting for sleep 100 ms, 98 ms left',
        '├─ cleaning one: waiting for sleep 50 ms, 49 ms left, being cancelled',
        '└─ new one: ready',
      ])
      held.resume()
      yield* end(held)
      yield* thrownBy(cleaning[Symbol.iterator]())
      yield* ready
    }))

  it('says how far a gather is, and which Task one waits for', () =>
    virtually(function* () {
      const first = createTask(sleep(5), 'first')
      createTask(gather([first, sleep(20)])[Symbol.iterator](), 'both')
      createTask(first[Symbol.iterator](), 'friend')
      yield* sleep(1)
      expect(taskTree()).toContain('both: waiting for gather, 0 of 2 done')
      expect(taskTree()).toContain('friend: waiting for Task first')
    }))

  it('gives a Task without a name a number, loop by loop', async () => {
    const main = function* (): Coroutine<string> {
      yield* sleep(0)
      return `${createTask(sleep(0)).name} ${createTask(sleep(0)).name}`
    }
    expect(await run(main(), { clock: new VirtualClock() })).toBe('Task-1 Task-2')
    expect(await run(main(), { clock: new VirtualClock() })).toBe('Task-1 Task-2')
  })
})

describe('a Task whose parent is done', () => {
  const orphaned = function* (): Coroutine<void> {
    createTask(sleep(100), 'orphan')
    yield* sleep(1)
  }

  it('hangs on its grandparent', () =>
    virtually(function* () {
      const parent = createTask(orphaned(), 'parent')
      yield* sleep(0)
      expect(parent.children().map((task) => task.name)).toEqual(['orphan'])
      yield* parent
      expect(taskTree()).toBe('main: running\n└─ orphan: waiting for sleep 100 ms, 99 ms left')
    }))

  it('is held by its grandparent from then on', () =>
    virtually(function* () {
      const grandparent = createTask(
        (function* (): Coroutine<void> {
          yield* createTask(orphaned(), 'parent')
          yield* sleep(1000)
        })(),
        'grandparent',
      )
      yield* sleep(50)
      const [orphan] = grandparent.children()
      expect(orphan?.name).toBe('orphan')
      grandparent.pause()
      yield* sleep(100)
      expect(orphan?.state()).toBe('held')
      grandparent.resume()
      yield* sleep(0)
      yield* sleep(0)
      expect(orphan?.done()).toBe(true)
    }))

  it('is no longer held by the pause of a parent that was cancelled', () =>
    virtually(function* () {
      const parent = createTask(orphaned(), 'parent')
      yield* sleep(0)
      const [orphan] = parent.children()
      parent.pause()
      expect(orphan?.isHeld()).toBe(true)
      yield* end(parent)
      expect(orphan?.isHeld()).toBe(false)
      parent.resume()
      yield* orphan ?? sleep(0)
      expect(runningLoop().now()).toBe(100)
    }))
})
