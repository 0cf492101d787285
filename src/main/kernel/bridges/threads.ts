/**
 * A function that a thread can find by module and export: JavaScript cannot send functions to
 * threads. Input and output are copied, as structuredClone does.
 */
export interface Job<Input, Output, Progress = never> {
  /** The module from which a thread loads it. */
  readonly module: string
  /** The name of the export. */
  readonly name: string
  /** Never set: it only carries the types. */
  readonly body?: JobBody<Input, Output, Progress>
}

/** The type of that export, which runs in the thread. */
export type JobBody<Input, Output, Progress = never> = (
  input: Input,
  context: JobContext<Progress>,
) => Output | PromiseLike<Output>

/** The Job of an export of this type. */
export type JobOf<Body> =
  Body extends JobBody<infer Input, infer Output, infer Progress>
    ? Job<Input, Output, Progress>
    : never

export interface JobContext<Progress> {
  /**
   * Aborts when the output is no longer wanted. A job that does not end soon after is terminated.
   */
  readonly signal: AbortSignal
  /** Reports progress to the caller. */
  report(progress: Progress): void
}

/** The threads of the host: `run(main, { threads })` gives them to a loop. */
export interface Threads {
  /**
   * Runs the job in a thread. Rejects with what the job throws, if there is no such job, or if its
   * thread dies. Once the signal is aborted it ends the job, and settles, with any outcome, only
   * when no part of the job runs any more.
   */
  run<Input, Output, Progress>(
    job: Job<Input, Output, Progress>,
    input: Input,
    options: JobOptions<Progress>,
  ): PromiseLike<Output>
}

export interface JobOptions<Progress> {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
  /** Parts of the input to move instead of copy, such as an ArrayBuffer. */
  readonly transfer: readonly object[]
}
