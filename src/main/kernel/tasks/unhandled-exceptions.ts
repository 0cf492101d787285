import type { ProblemHandler } from '../loop/problem'

interface Failed {
  readonly taskName: string
  readonly exception: unknown
  /** Not the loop: what is kept here must not keep a Task alive. */
  readonly report: ProblemHandler
}

const failed = new FinalizationRegistry<Failed>(({ taskName, exception, report }) =>
  report({
    kind: 'exception-never-retrieved',
    message: `${taskName} failed, and nobody asked for its exception`,
    cause: exception,
  }),
)

/** Reports the exception of a Task if the Task is gone before anyone has asked for it. */
export function watchException(task: object, facts: Failed): void {
  // A stack that nobody has read yet holds the receivers of its frames, and so the Task.
  if (facts.exception instanceof Error) void facts.exception.stack
  failed.register(task, facts, task)
}

/** Someone has asked. */
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

/** Reports a Task that is gone, with its whole loop, before it is done. For debug mode. */
export function watchPending(task: object, facts: Pending): void {
  pending.register(task, facts, task)
}

/** It is done. */
export function unwatchPending(task: object): void {
  pending.unregister(task)
}
