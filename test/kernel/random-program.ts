import fc from 'fast-check'
import {
  CancelledError,
  type Coroutine,
  createTask,
  gather,
  Semaphore,
  sleep,
  type Task,
  taskGroup,
  timeout,
} from '../../src/main/kernel'

/** A small program for the kernel, as data, so that a failing one can be shrunk and read. */
export type Program =
  | { readonly does: 'sleep'; readonly ms: number }
  | { readonly does: 'fail'; readonly ms: number }
  | { readonly does: 'sequence'; readonly parts: readonly Program[] }
  | { readonly does: 'group'; readonly tasks: readonly Program[]; readonly body: Program }
  | { readonly does: 'timeout'; readonly ms: number; readonly body: Program }
  | { readonly does: 'catch'; readonly body: Program }
  | { readonly does: 'gather'; readonly tasks: readonly Program[] }
  | { readonly does: 'permit'; readonly body: Program }
  | { readonly does: 'cleanUp'; readonly ms: number; readonly body: Program }

/** How many of a program's Tasks may be inside a `permit` at once. */
export const PERMITS = 2

/** What a program left behind while it ran, for the invariants. */
export class Observed {
  readonly tasks: Task<unknown>[] = []
  /** For each `try` that was entered, how often its `finally` has run to the end. */
  readonly finallyRuns: number[] = []
  /** Tasks found unfinished when the group they were spawned into was over. */
  outlived = 0
  readonly permits = new Semaphore(PERMITS)
  inside = 0
  mostInside = 0
}

const ms = fc.integer({ min: 0, max: 12 })

const { any } = fc.letrec<{ any: Program; leaf: Program }>((tie) => ({
  leaf: fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant('sleep' as const), ms }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('fail' as const), ms }) },
  ),
  any: fc.oneof(
    { maxDepth: 5, depthSize: 'max', withCrossShrink: true },
    tie('leaf'),
    fc.record({
      does: fc.constant('sequence' as const),
      parts: fc.array(tie('any'), { maxLength: 3 }),
    }),
    fc.record({
      does: fc.constant('group' as const),
      tasks: fc.array(tie('any'), { maxLength: 3 }),
      body: tie('any'),
    }),
    fc.record({ does: fc.constant('timeout' as const), ms, body: tie('any') }),
    fc.record({ does: fc.constant('catch' as const), body: tie('any') }),
    fc.record({
      does: fc.constant('gather' as const),
      tasks: fc.array(tie('any'), { maxLength: 3 }),
    }),
    fc.record({ does: fc.constant('permit' as const), body: tie('leaf') }),
    fc.record({ does: fc.constant('cleanUp' as const), ms, body: tie('any') }),
  ),
}))

export const anyProgram: fc.Arbitrary<Program> = any

/** Programs in which nothing fails and no timeout is shorter than what it limits. */
export const calmProgram: fc.Arbitrary<Program> = any.map(calmed)

/** How long a calm program takes when nobody holds it. */
export function durationMs(program: Program): number {
  switch (program.does) {
    case 'sleep':
    case 'fail':
      return program.ms
    case 'sequence':
      return program.parts.reduce((sum, part) => sum + durationMs(part), 0)
    case 'group':
      return Math.max(durationMs(program.body), ...program.tasks.map(durationMs))
    case 'gather':
      return Math.max(0, ...program.tasks.map(durationMs))
    case 'timeout':
    case 'catch':
    case 'permit':
      return durationMs(program.body)
    case 'cleanUp':
      return durationMs(program.body) + program.ms
  }
}

function calmed(program: Program): Program {
  switch (program.does) {
    case 'sleep':
      return program
    case 'fail':
      return { does: 'sleep', ms: program.ms }
    case 'sequence':
      return { ...program, parts: program.parts.map(calmed) }
    case 'group':
      return { ...program, tasks: program.tasks.map(calmed), body: calmed(program.body) }
    case 'gather':
      return { ...program, tasks: program.tasks.map(calmed) }
    // Waiting for a permit would take time that no path shows.
    case 'permit':
      return calmed(program.body)
    case 'timeout': {
      const body = calmed(program.body)
      return { does: 'timeout', ms: durationMs(body) + 1, body }
    }
    case 'catch':
    case 'cleanUp':
      return { ...program, body: calmed(program.body) }
  }
}

/** Runs a program; its value tells all that happened inside. */
export function* perform(program: Program, observed: Observed): Coroutine<unknown> {
  switch (program.does) {
    case 'sleep':
      yield* sleep(program.ms)
      return program.ms
    case 'fail':
      yield* sleep(program.ms)
      throw new RangeError(`failed after ${program.ms} ms`)
    case 'sequence': {
      const values: unknown[] = []
      for (const part of program.parts) values.push(yield* perform(part, observed))
      return values
    }
    case 'group':
      return yield* performGroup(program, observed)
    case 'timeout':
      return yield* timeout(program.ms, () => perform(program.body, observed))
    case 'catch':
      try {
        return yield* perform(program.body, observed)
      } catch (error) {
        if (error instanceof CancelledError) throw error
        return String(error)
      }
    case 'gather': {
      const tasks = program.tasks.map((task) => createTask(perform(task, observed)))
      observed.tasks.push(...tasks)
      return yield* gather(tasks)
    }
    case 'permit':
      return yield* observed.permits.with(function* () {
        observed.inside += 1
        observed.mostInside = Math.max(observed.mostInside, observed.inside)
        try {
          return yield* perform(program.body, observed)
        } finally {
          observed.inside -= 1
        }
      })
    case 'cleanUp': {
      const index = observed.finallyRuns.push(0) - 1
      try {
        return yield* perform(program.body, observed)
      } finally {
        try {
          yield* sleep(program.ms)
        } finally {
          observed.finallyRuns[index] = (observed.finallyRuns[index] ?? 0) + 1
        }
      }
    }
  }
}

function* performGroup(
  program: Extract<Program, { does: 'group' }>,
  observed: Observed,
): Coroutine<unknown> {
  const mine: Task<unknown>[] = []
  try {
    const body = yield* taskGroup(function* (group) {
      for (const task of program.tasks) mine.push(group.spawn(perform(task, observed)))
      observed.tasks.push(...mine)
      return yield* perform(program.body, observed)
    })
    return [body, ...mine.map((task) => (task.cancelled() ? 'cancelled' : task.result()))]
  } finally {
    observed.outlived += mine.filter((task) => !task.done()).length
  }
}
