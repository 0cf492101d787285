import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../test/support/free-port'

/** aria2 as it runs behind windows of others: asked by JSON-RPC. */
export class Aria2Server {
  readonly #child: ChildProcess
  readonly #port: number

  /** Resolves when it answers. */
  static async start(dir: string, ...args: readonly string[]): Promise<Aria2Server> {
    const port = await freePort()
    const child = spawn(
      'aria2c',
      ['-q', '--enable-rpc', `--rpc-listen-port=${port}`, '-d', dir, ...LARGE, ...args],
      { stdio: 'ignore', cwd: dir, env: { ...process.env, HOME: dir } },
    )
    const started = new Aria2Server(child, port)
    while (!(await started.#answers())) {
      if (child.exitCode !== null) throw new Error(`aria2c ended with ${child.exitCode}`)
      await sleep(5)
    }
    return started
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.#port = port
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Throws what it answers in place of a result. */
  async call<T>(method: string, ...params: readonly unknown[]): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/jsonrpc`, {
      method: 'POST',
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    const { result, error } = (await response.json()) as { result: T; error?: { message: string } }
    if (error !== undefined) throw new Error(error.message)
    return result
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await gone
  }

  async #answers(): Promise<boolean> {
    try {
      await this.call('aria2.getVersion')
      return true
    } catch {
      return false
    }
  }
}

/** Requests as large as they have to be, and results of all of them. */
const LARGE = ['--rpc-max-request-size=256M', '--max-download-result=1000000']
