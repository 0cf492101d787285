/**
 * A function that a thread can find: JavaScript cannot send one, so it goes by module and export.
 * What it takes and gives is copied between threads, as structuredClone does.
 */
export interface Job<Input, Output, Progress = never> {
  /** Where the threads of the host load it from. */
  readonly module: string
  /** Of the module's export. */
  readonly name: string
  /** Never there: carries the types alone. */
  readonly body?: JobBody<Input, Output, Progress>
}

/** What the export has to be; it runs in the thread. */
export type JobBody<Input, Output, Progress = never> = (
  input: Input,
  context: JobContext<Progress>,
) => Output | PromiseLike<Output>

/** The Job of such an export. */
export type JobOf<Body> =
  Body extends JobBody<infer Input, infer Output, infer Progress>
    ? Job<Input, Output, Progress>
    : never

export interface JobContext<Progress> {
  /**
   * Aborts when nobody wants the output any more. A job that does not end soon after is stopped
   * where it stands.
   */
  readonly signal: AbortSignal
  /** Tells those who wait how far it is. */
  report(progress: Progress): void
}

/** The host's threads: `run(main, { threads })` gives them to a loop. */
export interface Threads {
  /**
   * Runs the job in a thread. Rejects with what the job throws, or if there is no such job or its
   * thread ends under it. Once the signal is aborted it ends the job, and settles, with whatever
   * outcome, only when nothing of it runs any more.
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
  /** Parts of the input that are moved and not copied, such as an ArrayBuffer. */
  readonly transfer: readonly object[]
}
