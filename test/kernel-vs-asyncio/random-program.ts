import type { Awaitable, Program, Statement } from './program'
import { Random } from './random'
import * as say from './statements'

/**
 * How new a Python has to be for its asyncio to mean the same by a program. A `classic` program
 * leaves out groups, conditions, barriers, waitFor, uncancel and the gathering of what may be done
 * already, all of which were mended after 3.11.3: see known-differences.ts.
 */
export type Era = 'classic' | 'modern'

export function eraOf(seed: number): Era {
  return seed % 2 === 0 ? 'classic' : 'modern'
}

/** What most of a program is about. */
type Subject = 'tasks' | 'primitives'

/**
 * A program that is the same for ever for the same seed. It ends, and it keeps away from what
 * asyncio leaves to chance and from the differences that are known for all versions: no messages
 * with a cancellation, no deadline moved once it is over, Tasks enter a group before anything can
 * abort it, and each side of a queue belongs to a single Task wherever it could be overtaken, and a barrier to
 * as many Tasks as it has parties. A Task waits
 * only for Tasks that were made before it or that have a higher number, so that none waits for
 * itself in a circle.
 */
export function randomProgram(seed: number): Program {
  return new Maker(seed).program()
}

/** Where in the program a statement stands. */
interface Place {
  /** The number of the Task at the top; it may wait for those of a higher number. */
  readonly number: number
  /** Tasks and Futures made on the way here, for which it may wait. */
  readonly made: readonly string[]
  readonly depth: number
  /** What the running Task holds already. */
  readonly held: readonly string[]
  /** True for the code of the Task itself, and not of one that it starts. */
  readonly own: boolean
}

const TOP_TASKS = 5
const STATEMENTS = 80
const MAX_DEPTH = 5

type Making = () => Statement[]

class Maker {
  readonly #random: Random
  readonly #seed: number
  readonly #modern: boolean
  readonly #subject: Subject
  #left = STATEMENTS
  #names = 0

  constructor(seed: number) {
    this.#seed = seed
    this.#random = new Random(seed)
    this.#modern = eraOf(seed) === 'modern'
    this.#subject = this.#random.chance(0.5) ? 'tasks' : 'primitives'
  }

  program(): Program {
    const numbers = Array.from({ length: TOP_TASKS }, (_, index) => index + 1)
    const place: Place = { number: 0, made: [], depth: 0, held: [], own: true }
    return say.program(`seed ${this.#seed}`, [
      say.make('lock', 'l'),
      say.make('semaphore', 's', this.#random.upTo(2)),
      say.make('event', 'e'),
      say.make('condition', 'c'),
      say.make('barrier', 'b', 2),
      say.make('queue', 'q'),
      say.make('queue', 'r', 1),
      say.future('f'),
      ...numbers.map((number) =>
        say.spawn(`t${number}`, ...this.#block({ ...place, number, depth: 1 })),
      ),
      say.callLater(30, 'rescue', ...rescue),
      ...this.#block(place),
      ...numbers.map((number) => say.attempt(say.join(`t${number}`))),
      say.look('semaphore', 's'),
      say.look('lock', 'l'),
    ])
  }

  #block(place: Place): Statement[] {
    const statements: Statement[] = []
    let made = place.made
    const length = 1 + this.#random.upTo(place.depth < 2 ? 7 : 3)
    for (let count = 0; count < length && this.#left > 0; count += 1) {
      this.#left -= 1
      const added = this.#perhapsAttempted(this.#statements({ ...place, made }), place)
      statements.push(...added)
      made = [...made, ...added.flatMap((it) => madeBy(it))]
    }
    return statements.length > 0 ? statements : [say.sleep(1)]
  }

  /** At the top most errors are caught, so that there is more to come. */
  #perhapsAttempted(statements: Statement[], { depth }: Place): Statement[] {
    return depth < 2 && statements.flatMap(madeBy).length === 0 && this.#random.chance(0.8)
      ? [say.attempt(...statements)]
      : statements
  }

  #statements(place: Place): Statement[] {
    const makings: (readonly [weight: number, making: Making])[] = [
      ...this.#plain(place),
      ...this.#primitives(place),
    ]
    if (place.depth < MAX_DEPTH) {
      const deeper = { ...place, depth: place.depth + 1 }
      makings.push(...this.#nested(deeper), ...this.#holding(deeper), ...this.#starting(deeper))
      if (this.#modern) makings.push(...this.#modernOnes(deeper))
    }
    return this.#random.weighted(makings)()
  }

  #plain(place: Place): [number, Making][] {
    return [
      [10, () => [say.sleep(this.#ms())]],
      [2, () => [say.raise(this.#name('x'))]],
      [1, () => [say.returns(this.#random.upTo(9))]],
      [5, () => [say.cancel(this.#anyTask(place))]],
      [1, () => [say.cancelling()]],
      [1, () => [say.state(this.#anyTask(place))]],
      [5, () => [say.wait(this.#known(place))]],
      [1, () => [say.attempt(say.setResult('f', this.#random.upTo(9)))]],
      [1, () => [say.attempt(say.setException('f', 'f'))]],
      [1, () => [say.cancel('f')]],
      [2, () => [say.callLater(this.#ms(), this.#name('k'), say.cancel(this.#anyTask(place)))]],
      [1, () => [say.callSoon(say.cancel(this.#anyTask(place)))]],
      [1, () => [say.onDone(this.#anyTask(place), this.#name('d'), say.log('seen'))]],
    ]
  }

  #primitives(place: Place): [number, Making][] {
    const some = this.#subject === 'primitives' ? 3 : 1
    const makings: [number, Making][] = [
      [2 * some, () => [say.wait(say.event('e'))]],
      [1, () => [say.set('e')]],
      [1, () => [say.clear('e')]],
      [some, () => [say.release('s')]],
      [1, () => [say.putNowait('q', this.#random.upTo(9))]],
    ]
    if (place.number === 1 && place.own) {
      makings.push([3, () => [say.get('q')]], [2, () => [say.get('r')]])
    }
    if (place.number === 2 && place.own) {
      makings.push([4, () => [say.put('r', this.#random.upTo(9))]])
    }
    if (this.#modern) {
      if ((place.number === 1 || place.number === 2) && place.own) {
        makings.push([5 * some, () => [say.wait(say.barrier('b'))]])
      }
      makings.push([1, () => [say.resetBarrier('b')]], [1, () => [say.abortBarrier('b')]])
      if (place.held.includes('c')) {
        makings.push(
          [9 * some, () => [say.wait(say.condition('c'))]],
          [4 * some, () => [say.notify('c', this.#random.upTo(2))]],
          [some, () => [say.notifyAll('c')]],
        )
      }
    }
    return makings
  }

  #nested(place: Place): [number, Making][] {
    return [
      [7, () => [say.attempt(...this.#block(place))]],
      [2, () => [say.catching(['Boom', 'TimeoutError', 'group', 'Error'], this.#block(place))]],
      [
        2,
        () => [
          say.catching(['CancelledError'], this.#block(place), [
            ...this.#block(place),
            ...(this.#random.chance(0.7) ? [say.rethrow] : []),
          ]),
        ],
      ],
      [4, () => [say.finallyDo(this.#block(place), this.#block(place))]],
      [4, () => [say.timeout(this.#ms(), this.#name('l'), ...this.#block(place))]],
      [2, () => [this.#movedTimeout(place)]],
      [1, () => [say.repeat(2, ...this.#block(place))]],
    ]
  }

  /** Bodies that hold a lock, a permit or a condition. */
  #holding(place: Place): [number, Making][] {
    const weight = this.#subject === 'primitives' ? 12 : 3
    const makings: [number, Making][] = []
    for (const of of this.#modern ? ['l', 's', 'c'] : ['l', 's']) {
      if (place.held.includes(of)) continue
      const inside = { ...place, held: [...place.held, of] }
      makings.push([weight, () => [say.using(of, ...this.#block(inside))]])
    }
    return makings
  }

  #starting(place: Place): [number, Making][] {
    return [
      [3, () => [say.spawn(this.#name('n'), ...this.#other(place))]],
      [2, () => [say.start(this.#name('n'), this.#gathering(place))]],
      [4, () => [say.wait(this.#gathering(place))]],
      [2, () => [say.start(this.#name('n'), say.shielded(this.#known(place)))]],
      [3, () => [say.wait(say.shielded(this.#part(place)))]],
      [3, () => this.#waitForSome(place)],
      [2, () => this.#asTheyComplete(place)],
    ]
  }

  #modernOnes(place: Place): [number, Making][] {
    return [
      [7, () => [this.#group(place)]],
      [3, () => [say.wait(say.within(this.#ms() - 1, this.#part(place)))]],
      [3, () => [say.wait(say.within(this.#ms() - 1, this.#known(place)))]],
      [2, () => [say.wait(say.gathering(this.#known(place), this.#known(place)))]],
      [1, () => [say.wait(say.gatheringAll(this.#known(place), this.#part(place)))]],
      [1, () => [say.uncancel()]],
    ]
  }

  #movedTimeout(place: Place): Statement {
    const name = this.#name('l')
    // A moment that nothing else comes at: see known-differences.ts.
    const hairMs = ((this.#names % 63) + 1) / 64
    const moves = [say.sleep(this.#ms()), say.reschedule(name, this.#ms() + hairMs)]
    return say.timeout(this.#ms(), name, ...moves, ...this.#block(place))
  }

  #group(place: Place): Statement {
    const name = this.#name('g')
    const tasks = this.#several(() => say.spawnInto(name, this.#name('n'), ...this.#other(place)))
    return say.group(name, ...tasks, ...this.#block(place))
  }

  #gathering(place: Place): Awaitable {
    const parts = this.#several(() => this.#part(place))
    return this.#random.chance(0.4) ? say.gatheringAll(...parts) : say.gathering(...parts)
  }

  #waitForSome(place: Place): Statement[] {
    const returnWhen = this.#random.pick([
      'FIRST_COMPLETED',
      'FIRST_EXCEPTION',
      'ALL_COMPLETED',
    ] as const)
    const timeoutMs = this.#random.chance(0.5) ? this.#ms() : null
    const fresh = this.#several(() => say.spawn(this.#name('n'), ...this.#other(place)))
    const names = [...fresh.flatMap(madeBy), ...this.#awaitable(place).slice(0, 1)]
    return [...fresh, say.wait(say.waiting(names, returnWhen, timeoutMs))]
  }

  #asTheyComplete(place: Place): Statement[] {
    // Fresh ones: those that are done already would come in the order of a set.
    const fresh = this.#several(() => say.spawn(this.#name('n'), ...this.#other(place)))
    const tolerant = this.#random.chance(0.5)
    const options = this.#random.chance(0.5) ? { tolerant, timeoutMs: this.#ms() } : { tolerant }
    return [...fresh, say.asCompleted(fresh.flatMap(madeBy), options)]
  }

  /** The body of another Task. */
  #other(place: Place): Statement[] {
    return this.#block({ ...place, own: false, held: [] })
  }

  #part(place: Place): Awaitable {
    return say.body(this.#name('p'), ...this.#other(place))
  }

  #several<T>(make: () => T): T[] {
    return Array.from({ length: 1 + this.#random.upTo(2) }, make)
  }

  /** Something for which it may wait. */
  #known(place: Place): Awaitable {
    const names = this.#awaitable(place)
    return this.#random.chance(0.2) || names.length === 0
      ? say.task('f')
      : say.task(this.#random.pick(names))
  }

  #awaitable({ number, made }: Place): string[] {
    const higher = Array.from(
      { length: TOP_TASKS - number },
      (_, index) => `t${number + index + 1}`,
    )
    return [...made, ...higher]
  }

  #anyTask({ made }: Place): string {
    const top = Array.from({ length: TOP_TASKS }, (_, index) => `t${index + 1}`)
    return this.#random.pick([...made, ...top, ...top, 'main'])
  }

  #name(letter: string): string {
    this.#names += 1
    return `${letter}${this.#names}`
  }

  /** Few different times, so that many things happen in the same moment. */
  #ms(): number {
    return this.#subject === 'tasks'
      ? this.#random.pick([0, 1, 1, 2, 2, 3, 4, 6, 9])
      : this.#random.pick([0, 1, 1, 2])
  }
}

/** Releases waiters of events that never come. */
const rescue: readonly Statement[] = [
  say.set('e'),
  say.attempt(say.setResult('f', 0)),
  say.putNowait('q', 0),
  say.putNowait('q', 0),
  say.release('s'),
]

function madeBy(statement: Statement): string[] {
  return statement.do === 'spawn' || statement.do === 'start' ? [statement.name] : []
}
