/**
 * A small language for programs that mean the same under asyncio and under the kernel. A program
 * is data (JSON), so that both interpreters read the very same one. Times are milliseconds.
 * Names stand for Tasks, Futures, groups, timeouts and primitives alike, in one scope a program.
 */
export interface Program {
  readonly name: string
  readonly body: readonly Statement[]
  /** Leaves asyncio's timers of the same moment in the order in which its heap yields them. */
  readonly plainTimers?: boolean
  /** Tasks that are stuck at the end are listed, but not cancelled. */
  readonly leaveStuck?: boolean
}

type Body = readonly Statement[]

/** The errors that a `catch` can name; `Error` is any misuse that asyncio answers with RuntimeError or ValueError. */
export type Kind =
  | 'any'
  | 'Boom'
  | 'CancelledError'
  | 'TimeoutError'
  | 'InvalidStateError'
  | 'QueueEmpty'
  | 'QueueFull'
  | 'BrokenBarrierError'
  | 'group'
  | 'Error'

export type Primitive =
  | 'lock'
  | 'semaphore'
  | 'boundedSemaphore'
  | 'event'
  | 'condition'
  | 'queue'
  | 'priorityQueue'
  | 'lifoQueue'
  | 'barrier'

/** What can be waited for. All but `task`, `gather` and `shield` are coroutines. */
export type Awaitable =
  | { readonly on: 'task'; readonly of: string }
  | { readonly on: 'body'; readonly name: string; readonly body: Body }
  | { readonly on: 'sleep'; readonly ms: number }
  | {
      readonly on: 'gather'
      readonly all: readonly Awaitable[]
      readonly returnExceptions: boolean
    }
  | { readonly on: 'shield'; readonly inner: Awaitable }
  | {
      readonly on: 'wait'
      readonly all: readonly string[]
      readonly returnWhen: 'FIRST_COMPLETED' | 'FIRST_EXCEPTION' | 'ALL_COMPLETED'
      readonly timeoutMs: number | null
    }
  | { readonly on: 'waitFor'; readonly inner: Awaitable; readonly ms: number }
  | { readonly on: 'acquire' | 'event' | 'condition' | 'get' | 'join'; readonly of: string }
  | { readonly on: 'put'; readonly of: string; readonly value: number }
  | {
      readonly on: 'conditionFor'
      readonly of: string
      readonly counter: string
      readonly atLeast: number
    }
  | { readonly on: 'barrier' | 'barrierReset' | 'barrierAbort'; readonly of: string }

export type Statement =
  | { readonly do: 'log'; readonly text: string }
  /** Waits, and logs what came of it. */
  | { readonly do: 'await'; readonly what: Awaitable }
  | {
      readonly do: 'spawn'
      readonly name: string
      readonly into: string | null
      readonly body: Body
    }
  /** Makes a Future of an awaitable, as asyncio.ensure_future. */
  | { readonly do: 'start'; readonly name: string; readonly what: Awaitable }
  | {
      readonly do: 'try'
      readonly body: Body
      readonly kinds: readonly Kind[]
      readonly catch: Body
      readonly finally: Body
    }
  | { readonly do: 'rethrow' }
  | { readonly do: 'raise'; readonly message: string }
  | { readonly do: 'raiseCancelled' }
  | { readonly do: 'return'; readonly value: number }
  | { readonly do: 'cancel'; readonly who: string; readonly message: string | null }
  /** `who` null: the Task that runs. */
  | { readonly do: 'uncancel' | 'cancelling'; readonly who: string | null }
  | { readonly do: 'state'; readonly of: string }
  | { readonly do: 'result' | 'exception'; readonly of: string }
  | { readonly do: 'future'; readonly name: string }
  | { readonly do: 'setResult'; readonly of: string; readonly value: number }
  | { readonly do: 'setException'; readonly of: string; readonly message: string }
  | { readonly do: 'group'; readonly name: string; readonly body: Body }
  /** `ms` and `at` null: never. */
  | {
      readonly do: 'timeout'
      readonly ms: number | null
      readonly name: string
      readonly body: Body
    }
  | {
      readonly do: 'timeoutAt'
      readonly at: number | null
      readonly name: string
      readonly body: Body
    }
  | { readonly do: 'reschedule'; readonly of: string; readonly ms: number }
  | {
      readonly do: 'asCompleted'
      readonly all: readonly string[]
      readonly timeoutMs: number | null
      /** Goes on after an error that is not a cancellation. */
      readonly tolerant: boolean
    }
  | { readonly do: 'make'; readonly name: string; readonly kind: Primitive; readonly size: number }
  /** A Condition on a Lock that was made before. */
  | { readonly do: 'makeConditionOn'; readonly name: string; readonly lock: string }
  | { readonly do: 'release' | 'set' | 'clear' | 'notifyAll' | 'taskDone'; readonly of: string }
  | { readonly do: 'notify'; readonly of: string; readonly n: number }
  | { readonly do: 'putNowait'; readonly of: string; readonly value: number }
  | { readonly do: 'getNowait'; readonly of: string }
  | { readonly do: 'with'; readonly of: string; readonly body: Body }
  /** Logs what a primitive tells about itself. */
  | { readonly do: 'look'; readonly of: string; readonly kind: Primitive }
  | { readonly do: 'count'; readonly counter: string; readonly by: number }
  | { readonly do: 'repeat'; readonly times: number; readonly body: Body }
  /** `body` may not wait. */
  | { readonly do: 'callSoon'; readonly body: Body }
  | { readonly do: 'callLater'; readonly name: string; readonly ms: number; readonly body: Body }
  | { readonly do: 'callOff'; readonly of: string }
  | { readonly do: 'onDone'; readonly of: string; readonly name: string; readonly body: Body }
  | { readonly do: 'offDone'; readonly of: string; readonly name: string }

/** What came of a program: its lines. */
export type Log = readonly string[]
