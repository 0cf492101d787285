import { runningLoop } from '../loop/event-loop'
import type { Coroutine } from '../tasks/future'
import type { Job } from './threads'
import { settle, untilSettled } from './until-settled'

export interface ToThreadOptions<Progress> {
  /**
   * Called on the loop, in order, for each report of the job, until `toThread` ends; even while the
   * Task is paused, because the thread keeps running.
   */
  readonly onProgress?: (progress: Progress) => void
  /** Parts of the input to move instead of copy, such as an ArrayBuffer. */
  readonly transfer?: readonly object[]
}

/**
 * Runs a job in another thread and returns its output, so that heavy computation never blocks the
 * loop. Throws what the job throws, and an Error if the loop has no threads. Cancelled, it ends the
 * job, waits until no part of it runs any more, and then throws the CancelledError;
 * asyncio.to_thread would leave the thread running.
 */
export function* toThread<Input, Output, Progress = never>(
  job: Job<Input, Output, Progress>,
  input: Input,
  options: ToThreadOptions<Progress> = {},
): Coroutine<Output> {
  const loop = runningLoop()
  const { threads } = loop
  if (threads === null) throw new Error('this loop has no threads: see the options of `run`')
  const { onProgress, transfer = [] } = options
  const controller = new AbortController()
  let over = false
  const tell = (progress: Progress): void => {
    if (onProgress === undefined) return
    loop.callSoon(() => {
      if (!over) onProgress(progress)
    })
  }
  try {
    return yield* untilSettled<Output>(
      (done) => {
        const { signal } = controller
        settle(threads.run(job, input, { signal, onProgress: tell, transfer }), done)
      },
      (reason) => controller.abort(reason),
      `the job ${job.name}`,
    )
  } finally {
    over = true
  }
}
