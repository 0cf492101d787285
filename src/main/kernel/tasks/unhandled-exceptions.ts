import type { ProblemHandler } from '../loop/problem'

interface Failed {
  readonly taskName: string
  readonly exception: unknown
  /** Not the loop itself, which would keep the Task alive. */
  readonly report: ProblemHandler
}

const failed = new FinalizationRegistry<Failed>(({ taskName, exception, report }) =>
  report({
    kind: 'exception-never-retrieved',
    message: `${taskName} failed, and nobody asked for its exception`,
    cause: exception,
  }),
)

/** Reports the exception of a Task that is garbage-collected before its exception was retrieved. */
export function watchException(task: object, facts: Failed): void {
  // V8 formats a stack when it is first read; until then the stack keeps its frames, and so the
  // Task.
  if (facts.exception instanceof Error) void facts.exception.stack
  failed.register(task, facts, task)
}

/** The exception was retrieved: there is nothing to report. */
export function markExceptionRetrieved(task: object): void {
  failed.unregister(task)
}

interface Pending {
  readonly taskName: string
  readonly report: ProblemHandler
}

const pending = new FinalizationRegistry<Pending>(({ taskName, report }) =>
  report({
    kind: 'task-destroyed-pending',
    message: `${taskName} was destroyed while it waited: nothing was left that could wake it`,
  }),
)

/**
 * Reports a Task that is garbage-collected, with its whole loop, before it is done. For debug mode.
 */
export function watchPending(task: object, facts: Pending): void {
  pending.register(task, facts, task)
}

/** The Task is done: there is nothing to report. */
export function unwatchPending(task: object): void {
  pending.unregister(task)
}
