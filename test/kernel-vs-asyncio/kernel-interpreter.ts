import {
  asCompleted,
  Barrier,
  BoundedSemaphore,
  CancelledError,
  Condition,
  type Coroutine,
  createTask,
  currentTask,
  Event,
  EventLoop,
  Future,
  gather,
  type Handle,
  type Awaitable as KernelAwaitable,
  LifoQueue,
  Lock,
  PriorityQueue,
  Queue,
  runningLoop,
  Semaphore,
  shield,
  sleep,
  Task,
  TaskGroup,
  Timeout,
  taskGroup,
  timeout,
  timeoutAt,
  wait,
  waitFor,
} from '../../src/main/kernel'
import { DrivenClock } from './driven-clock'
import type { Awaitable, Log, Primitive, Program, Statement } from './program'
import { Boom, errorKind, errorName, label, shown } from './words'

type Body = readonly Statement[]
type Step<T extends Statement['do']> = Extract<Statement, { do: T }>

/** What a block returned: null if it ran to its end. */
type Returned = { readonly value: number } | null

/** Runs a program on the kernel, and returns its log. */
export function runOnKernel(program: Program): Log {
  return new World(program).run()
}

/** One run of one program. */
class World {
  readonly #program: Program
  readonly #clock = new DrivenClock()
  readonly #loop = new EventLoop(this.#clock, {
    onProblem: ({ kind }) => {
      if (kind === 'callback-failed') this.#failedCallbacks += 1
    },
  })
  #failedCallbacks = 0
  readonly #lines: string[] = []
  readonly #things = new Map<string, unknown>()
  readonly #names = new Map<unknown, string>()
  readonly #counters = new Map<string, number>()
  readonly #callbacks = new Map<string, () => void>()
  readonly #started: { readonly name: string; readonly future: Future<unknown> }[] = []

  constructor(program: Program) {
    this.#program = program
  }

  run(): Log {
    const main = new Task(this.#task('main', this.#program.body), {
      name: 'main',
      parent: null,
      loop: this.#loop,
    })
    this.#start('main', main)
    this.#clock.drive()
    const stuck = this.#listStuck(main.done() ? 'left' : 'deadlock')
    if (stuck.length > 0 && this.#program.leaveStuck !== true) {
      for (const future of stuck) future.cancel()
      this.#clock.drive()
      this.#listStuck('still there')
    }
    if (this.#failedCallbacks > 0) this.#log('loop', `${this.#failedCallbacks} callbacks failed`)
    return this.#lines
  }

  #listStuck(word: string): Future<unknown>[] {
    const stuck = this.#started.filter(({ future }) => !future.done())
    if (stuck.length > 0) this.#log('loop', `${word}: ${stuck.map(({ name }) => name).join(' ')}`)
    return stuck.map(({ future }) => future)
  }

  #log(who: string, text: string): void {
    this.#lines.push(`${this.#clock.now()} ${who}: ${text}`)
  }

  #start(name: string, future: Future<unknown>): void {
    this.#things.set(name, future)
    this.#names.set(future, name)
    this.#started.push({ name, future })
    future.addDoneCallback(() => this.#log(name, `done: ${stateOf(future)}`))
  }

  *#task(who: string, body: Body): Coroutine<number | undefined> {
    const returned = yield* this.#block(who, body, null)
    return returned?.value
  }

  /** A thing by its name, which has to be of the class. */
  #the<T>(name: string, ...classes: (abstract new (...args: never) => T)[]): T {
    const thing = this.#things.get(name)
    const found = classes.some((one) => thing instanceof one)
    if (!found) throw new TypeError(`${name} is no ${classes.map((one) => one.name).join(' or ')}`)
    return thing as T
  }

  #future(name: string): Future<unknown> {
    return this.#the(name, Future)
  }

  #queue(name: string): Queue<number> {
    return this.#the<Queue<number>>(name, Queue)
  }

  #lockLike(name: string): Lock | Semaphore | Condition {
    return this.#the<Lock | Semaphore | Condition>(name, Lock, Semaphore, Condition)
  }

  /** A coroutine has not begun. */
  #awaitable(what: Awaitable): KernelAwaitable<unknown> {
    switch (what.on) {
      case 'task':
        return this.#future(what.of)
      case 'body':
        return this.#task(what.name, what.body)
      case 'sleep':
        return sleep(what.ms)
      case 'gather':
        return gather(
          what.all.map((one) => this.#awaitable(one)),
          { returnExceptions: what.returnExceptions },
        )
      case 'shield':
        return shield(this.#awaitable(what.inner))
      case 'wait':
        return this.#wait(what)
      case 'waitFor':
        return waitFor(this.#awaitable(what.inner), what.ms)
      case 'acquire':
        return this.#lockLike(what.of).acquire()
      case 'event':
        return this.#the(what.of, Event).wait()
      case 'condition':
        return this.#the(what.of, Condition).wait()
      case 'conditionFor':
        return this.#the(what.of, Condition).waitFor(
          () => (this.#counters.get(what.counter) ?? 0) >= what.atLeast,
        )
      case 'get':
        return this.#queue(what.of).get()
      case 'put':
        return this.#queue(what.of).put(what.value)
      case 'join':
        return this.#queue(what.of).join()
      case 'barrier':
        return this.#the(what.of, Barrier).wait()
      case 'barrierReset':
        return this.#the(what.of, Barrier).reset()
      case 'barrierAbort':
        return this.#the(what.of, Barrier).abort()
    }
  }

  *#wait(what: Extract<Awaitable, { on: 'wait' }>): Coroutine<string> {
    const { done, pending } = yield* wait(
      what.all.map((name) => this.#future(name)),
      {
        returnWhen: what.returnWhen,
        ...(what.timeoutMs === null ? {} : { timeoutMs: what.timeoutMs }),
      },
    )
    const names = (some: Iterable<unknown>) =>
      [...new Set([...some].map((one) => this.#names.get(one) ?? '?'))].sort().join(' ')
    return `done ${names(done)} pending ${names(pending)}`
  }

  /** Carries out statements; not null if one of them was `return`. */
  *#block(who: string, body: Body, caught: unknown): Coroutine<Returned> {
    for (const statement of body) {
      const returned = yield* this.#statement(who, statement, caught)
      if (returned !== null) return returned
    }
    return null
  }

  /** Carries out statements that do not wait, outside of any Task. */
  #atOnce(who: string, body: Body): void {
    const coroutine = this.#block(who, body, null)
    let done: boolean | undefined
    try {
      done = coroutine.next().done
    } catch (error) {
      this.#log(who, `callback raised ${errorName(error)}`)
      return
    }
    if (done !== true) throw new Error('a callback waited')
  }

  *#statement(who: string, it: Statement, caught: unknown): Coroutine<Returned> {
    switch (it.do) {
      case 'log':
        this.#log(who, it.text)
        return null
      case 'await':
        yield* this.#await(who, it)
        return null
      case 'spawn':
        this.#spawn(it)
        return null
      case 'start': {
        const awaitable = this.#awaitable(it.what)
        this.#start(it.name, awaitable instanceof Future ? awaitable : createTask(awaitable))
        return null
      }
      case 'try':
        return yield* this.#try(who, it, caught)
      case 'rethrow':
        throw caught
      case 'raise':
        throw new Boom(it.message)
      case 'raiseCancelled':
        throw new CancelledError()
      case 'return':
        return { value: it.value }
      case 'group':
        return yield* taskGroup((group) => this.#named(who, it, group, caught))
      case 'timeout':
        return yield* it.ms === null
          ? timeoutAt(null, (limit) => this.#named(who, it, limit, caught))
          : timeout(it.ms, (limit) => this.#named(who, it, limit, caught))
      case 'timeoutAt':
        return yield* timeoutAt(it.at, (limit) => this.#named(who, it, limit, caught))
      case 'asCompleted':
        yield* this.#asCompleted(who, it)
        return null
      case 'with':
        return yield* this.#lockLike(it.of).with(() => this.#inside(who, it, caught))
      case 'repeat':
        for (let times = 0; times < it.times; times += 1) {
          const returned = yield* this.#block(who, it.body, caught)
          if (returned !== null) return returned
        }
        return null
      default:
        this.#deed(who, it)
        return null
    }
  }

  *#await(who: string, it: Step<'await'>): Coroutine<void> {
    let value: unknown
    try {
      value = yield* this.#awaitable(it.what)
    } catch (error) {
      this.#log(who, `${label(it.what)} raised ${errorName(error)}`)
      throw error
    }
    this.#log(who, `${label(it.what)} gave ${shown(value)}`)
  }

  #spawn(it: Step<'spawn'>): void {
    const coroutine = this.#task(it.name, it.body)
    const task =
      it.into === null
        ? createTask(coroutine, it.name)
        : this.#the(it.into, TaskGroup).spawn(coroutine, it.name)
    this.#start(it.name, task)
  }

  *#try(who: string, it: Step<'try'>, caught: unknown): Coroutine<Returned> {
    let returned: Returned = null
    try {
      returned = yield* this.#block(who, it.body, caught)
    } catch (error) {
      if (!it.kinds.includes('any') && !it.kinds.includes(errorKind(error))) throw error
      this.#log(who, `caught ${errorName(error)}`)
      returned = yield* this.#block(who, it.catch, error)
    } finally {
      if (it.finally.length > 0) {
        this.#log(who, 'finally')
        const instead = yield* this.#block(who, it.finally, caught)
        // biome-ignore lint/correctness/noUnsafeFinally: a program may do so, and it is to be seen
        if (instead !== null) return instead
      }
    }
    return returned
  }

  *#named(
    who: string,
    it: Step<'group' | 'timeout' | 'timeoutAt'>,
    thing: TaskGroup | Timeout,
    caught: unknown,
  ): Coroutine<Returned> {
    this.#things.set(it.name, thing)
    return yield* this.#block(who, it.body, caught)
  }

  *#inside(who: string, it: Step<'with'>, caught: unknown): Coroutine<Returned> {
    this.#log(who, `entered ${it.of}`)
    return yield* this.#block(who, it.body, caught)
  }

  *#asCompleted(who: string, it: Step<'asCompleted'>): Coroutine<void> {
    const all = it.all.map((name) => this.#future(name))
    const options = it.timeoutMs === null ? {} : { timeoutMs: it.timeoutMs }
    for (const next of asCompleted(all, options)) {
      try {
        this.#log(who, `next gave ${shown(yield* next)}`)
      } catch (error) {
        this.#log(who, `next raised ${errorName(error)}`)
        if (!it.tolerant || error instanceof CancelledError) throw error
      }
    }
  }

  /** The statements that do not wait. */
  #deed(who: string, it: Statement): void {
    switch (it.do) {
      case 'cancel': {
        const asked = this.#future(it.who).cancel(it.message ?? undefined)
        this.#log(who, `cancel ${it.who}: ${asked ? 'yes' : 'no'}`)
        return
      }
      case 'uncancel':
      case 'cancelling': {
        const task = it.who === null ? currentTask() : this.#the(it.who, Task)
        this.#log(who, `${it.do}: ${it.do === 'uncancel' ? task.uncancel() : task.cancelling()}`)
        return
      }
      case 'state':
        this.#log(who, `${it.of} is ${stateOf(this.#future(it.of))}`)
        return
      case 'result':
        this.#log(who, `result of ${it.of}: ${shown(this.#future(it.of).result())}`)
        return
      case 'exception':
        this.#log(who, `exception of ${it.of}: ${shown(this.#future(it.of).exception())}`)
        return
      case 'future':
        this.#start(it.name, new Future<unknown>())
        return
      case 'setResult':
        this.#future(it.of).setResult(it.value)
        return
      case 'setException':
        this.#future(it.of).setException(new Boom(it.message))
        return
      case 'reschedule':
        this.#the(it.of, Timeout).reschedule(it.ms)
        return
      case 'make':
        this.#things.set(it.name, make(it.kind, it.size))
        return
      case 'makeConditionOn':
        this.#things.set(it.name, new Condition(this.#the(it.lock, Lock)))
        return
      case 'release':
        this.#lockLike(it.of).release()
        return
      case 'set':
        this.#the(it.of, Event).set()
        return
      case 'clear':
        this.#the(it.of, Event).clear()
        return
      case 'notify':
        this.#the(it.of, Condition).notify(it.n)
        return
      case 'notifyAll':
        this.#the(it.of, Condition).notifyAll()
        return
      case 'taskDone':
        this.#queue(it.of).taskDone()
        return
      case 'putNowait':
        this.#queue(it.of).putNowait(it.value)
        return
      case 'getNowait':
        this.#log(who, `getNowait ${it.of} gave ${shown(this.#queue(it.of).getNowait())}`)
        return
      case 'look':
        this.#log(who, `${it.of}: ${look(this.#things.get(it.of))}`)
        return
      case 'count':
        this.#counters.set(it.counter, (this.#counters.get(it.counter) ?? 0) + it.by)
        return
      case 'callSoon':
        runningLoop().callSoon(() => this.#atOnce('callback', it.body))
        return
      case 'callLater': {
        const handle = runningLoop().callLater(it.ms, () => this.#atOnce(it.name, it.body))
        this.#things.set(it.name, handle)
        return
      }
      case 'callOff':
        ;(this.#things.get(it.of) as Handle).cancel()
        return
      case 'onDone': {
        const callback = this.#callbacks.get(it.name) ?? (() => this.#atOnce(it.name, it.body))
        this.#callbacks.set(it.name, callback)
        this.#future(it.of).addDoneCallback(callback)
        return
      }
      case 'offDone':
        this.#future(it.of).removeDoneCallback(this.#callbacks.get(it.name) ?? (() => undefined))
        return
      default:
        throw new TypeError(`${it.do} waits`)
    }
  }
}

function stateOf(future: Future<unknown>): string {
  if (!future.done()) return 'pending'
  if (future.cancelled()) return 'cancelled'
  const error = future.exception()
  return error === undefined ? shown(future.result()) : `raised ${errorName(error)}`
}

function make(kind: Primitive, size: number): object {
  switch (kind) {
    case 'lock':
      return new Lock()
    case 'semaphore':
      return new Semaphore(size)
    case 'boundedSemaphore':
      return new BoundedSemaphore(size)
    case 'event':
      return new Event()
    case 'condition':
      return new Condition()
    case 'queue':
      return new Queue<number>(size)
    case 'priorityQueue':
      return new PriorityQueue<number>((a, b) => a < b, size)
    case 'lifoQueue':
      return new LifoQueue<number>(size)
    case 'barrier':
      return new Barrier(size)
  }
}

/** What a primitive tells about itself. */
function look(thing: unknown): string {
  if (thing instanceof Lock || thing instanceof Semaphore || thing instanceof Condition) {
    return thing.locked() ? 'locked' : 'unlocked'
  }
  if (thing instanceof Event) return thing.isSet() ? 'set' : 'clear'
  if (thing instanceof Barrier) {
    return `${thing.nWaiting} of ${thing.parties}${thing.broken ? ' broken' : ''}`
  }
  if (thing instanceof Queue) {
    return `${thing.qsize()}${thing.empty() ? ' empty' : ''}${thing.full() ? ' full' : ''}`
  }
  throw new TypeError('it tells nothing about itself')
}
