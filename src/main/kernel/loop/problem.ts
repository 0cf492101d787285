/** A fault that no Task can be told about. */
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
  /** What was thrown, or an Error whose stack shows where the culprit was made. */
  readonly cause?: unknown
}

/** Receives problems. It must not throw. */
export type ProblemHandler = (problem: Problem) => void

declare const console: { error(message: string, ...details: unknown[]): void }

/** The handler of a loop that was given none. */
export const printProblem: ProblemHandler = (problem) => {
  if (problem.cause === undefined) console.error(problem.message)
  else console.error(problem.message, problem.cause)
}
