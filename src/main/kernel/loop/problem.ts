/** Something that went wrong where no Task is there to be told. */
export interface Problem {
  readonly kind:
    | 'callback-failed'
    | 'exception-never-retrieved'
    | 'failed-at-shutdown'
    | 'coroutine-never-started'
    | 'task-left-pending'
    | 'task-destroyed-pending'
    | 'slow-callback'
  /** A sentence for the programmer. */
  readonly message: string
  /** What was thrown, or where the thing was made. */
  readonly cause?: unknown
}

/** Hears of problems. It must not throw. */
export type ProblemHandler = (problem: Problem) => void

declare const console: { error(message: string, ...details: unknown[]): void }

/** What a loop does with problems when it was given no handler. */
export const printProblem: ProblemHandler = (problem) => {
  if (problem.cause === undefined) console.error(problem.message)
  else console.error(problem.message, problem.cause)
}
