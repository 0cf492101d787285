import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { builtProgram } from '../places'
import type { CarriedAnswer, LineCondition } from './line-condition'

/** A line to a server, with its faults; what is asked of its port comes from the server. */
export class Line {
  readonly #child: ChildProcess
  readonly port: number

  static async start(serverPort: number, condition: LineCondition): Promise<Line> {
    const child = fork(builtProgram('line-process'), [
      String(serverPort),
      JSON.stringify(condition),
    ])
    const [port] = (await once(child, 'message')) as [number]
    return new Line(child, port)
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`
  }

  /** When it had carried so many bytes of answers since the last time this was asked, and the last. */
  async carried(bytes: number): Promise<CarriedAnswer> {
    const answer = once(this.#child, 'message')
    this.#child.send({ bytes })
    const [carried] = (await answer) as [CarriedAnswer]
    return carried
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, 'exit')
    this.#child.kill()
    await gone
  }
}
