import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { builtProgram } from '../places'
import { ELECTRON } from './binary'
import type { Answer } from './messages'

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** A program of Electron that the benchmark has started and asks things of. */
export class ElectronProcess {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #output = ''

  /** Resolves when the program listens. */
  static async start(
    name: 'rill-program' | 'chromium-program',
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<ElectronProcess> {
    const started = new ElectronProcess(name, args, env)
    await started.#expect(0)
    return started
  }

  private constructor(
    name: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ) {
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
    this.#child = spawn(ELECTRON, [...sandbox, builtProgram(name), ...args], {
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output = `${this.#output}${chunk.toString()}`.slice(-2000)
      })
    }
    this.#child.on('message', (answer: Answer) => this.#take(answer))
    this.#child.once('exit', (status, signal) => {
      const error = new Error(`Electron ended with ${status ?? signal}: ${this.#output}`)
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Asks by name. Throws what the program threw, or if it ended. */
  async ask<T>(name: string, argument: unknown = null): Promise<T> {
    this.#lastId += 1
    const id = this.#lastId
    const answer = this.#expect(id)
    this.#child.send({ id, name, argument })
    return (await answer) as T
  }

  /** Calls a function in the window's page; it may use nothing but its argument and the page. */
  page<A, T>(work: (argument: A) => T, argument: A): Promise<Awaited<T>> {
    return this.ask('page', `(${work.toString()})(${JSON.stringify(argument)})`)
  }

  /** Lets it quit as it does by itself. */
  async quit(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    // The answer may not come back: the process that owes it is leaving.
    this.ask('quit').catch(() => undefined)
    await gone
  }

  #expect(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('error' in answer) waiting?.reject(new Error(answer.error))
    else waiting?.resolve(answer.value)
  }
}
