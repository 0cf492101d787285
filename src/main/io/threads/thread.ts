import { type Transferable, Worker } from 'node:worker_threads'
import type { Job, JobOptions } from '../../kernel'
import { unpackError } from './carry-error'
import type { Answer, Command } from './messages'

export interface ThreadOptions {
  /** How long an aborted job may take to end by itself, in milliseconds. */
  readonly graceMs: number
  readonly onExit: () => void
}

interface Running {
  readonly onProgress: (progress: unknown) => void
  readonly resolve: (output: unknown) => void
  readonly reject: (thrown: unknown) => void
}

/** A thread for one job at a time. While it has none it keeps no process alive. */
export class Thread {
  readonly #worker: Worker
  readonly #graceMs: number
  #running: Running | null = null
  #alive = true
  /** From here on only its exit counts. */
  #stopping = false
  #crash: unknown = undefined

  /** `entry` is the path of the program that it runs: `thread-entry`. */
  constructor(entry: string, { graceMs, onExit }: ThreadOptions) {
    this.#graceMs = graceMs
    // Flags of this process, such as --eval, are not meant for its threads.
    this.#worker = new Worker(entry, { execArgv: [] })
    this.#worker.on('message', (answer: Answer) => this.#hear(answer))
    this.#worker.on('messageerror', (error) => {
      this.#crash = error
      void this.stop()
    })
    this.#worker.on('error', (error) => {
      this.#crash = error
    })
    this.#worker.once('exit', () => {
      this.#exited()
      onExit()
    })
  }

  /** False once it has ended or is about to. */
  isUsable(): boolean {
    return this.#alive && !this.#stopping
  }

  /** See `Threads.run`. */
  async perform<Input, Output, Progress>(
    { module, name }: Job<Input, Output, Progress>,
    input: Input,
    { signal, onProgress, transfer }: JobOptions<Progress>,
  ): Promise<Output> {
    signal.throwIfAborted()
    let grace: NodeJS.Timeout | undefined
    const abort = (): void => {
      this.#tell({ kind: 'abort' })
      grace = setTimeout(() => void this.stop(), this.#graceMs)
    }
    signal.addEventListener('abort', abort)
    this.#worker.ref()
    try {
      return await new Promise<Output>((resolve, reject) => {
        this.#running = { onProgress, resolve, reject } as Running
        this.#tell({ kind: 'run', module, name, input }, transfer)
      })
    } finally {
      this.#running = null
      clearTimeout(grace)
      signal.removeEventListener('abort', abort)
      this.#worker.unref()
    }
  }

  /** Ends the thread; settles when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#worker.terminate()
  }

  #tell(command: Command, transfer: readonly object[] = []): void {
    this.#worker.postMessage(command, transfer as Transferable[])
  }

  #hear(answer: Answer): void {
    if (this.#stopping) return
    if (answer.kind === 'progress') this.#running?.onProgress(answer.progress)
    else if (answer.kind === 'output') this.#running?.resolve(answer.output)
    else this.#running?.reject(unpackError(answer.thrown))
  }

  #exited(): void {
    this.#alive = false
    const error = new Error('the thread ended under its job', { cause: this.#crash })
    if (this.#running !== null) this.#running.reject(error)
    else if (this.#crash !== undefined)
      process.emitWarning(`an idle thread broke: ${String(this.#crash)}`)
  }
}
