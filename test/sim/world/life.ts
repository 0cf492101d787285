import { Engine } from '../../../src/main/engine/engine'
import type { Ports } from '../../../src/main/engine/ports/ports'
import {
  type Coroutine,
  currentTask,
  liveTasks,
  type Problem,
  run,
  runningLoop,
} from '../../../src/main/kernel'
import { Killed, type Process } from './process'

export interface LifeOptions {
  readonly process: Process
  readonly ports: Ports
  /** Seed of the order in which Tasks that are ready together run. */
  readonly seed: number
  /** Called when the engine has recovered the recorded downloads. */
  readonly begun: (engine: Engine) => void
  /** Called when a life has ended by `stop`, with the Tasks that are still left. */
  readonly ended: (left: readonly string[]) => void
  /** Called when the engine broke. */
  readonly broke: (error: unknown) => void
}

/** Runs the engine as production does, on the ports of a simulated process. */
export function live({ process, ports, seed, begun, ended, broke }: LifeOptions): void {
  const main = function* (): Coroutine<void> {
    const engine = new Engine(ports)
    engine.recovery.recover()
    begun(engine)
    yield* engine.serve()
    const me = currentTask()
    const left = liveTasks(runningLoop()).filter((task) => task !== me)
    ended(left.map((task) => task.toString()))
  }
  const failed = (error: unknown): void => {
    if (process.isAlive && !(error instanceof Killed)) broke(error)
  }
  const onProblem = ({ message, cause }: Problem): void => failed(cause ?? new Error(message))
  const whole = function* (): Coroutine<void> {
    try {
      yield* main()
    } catch (error) {
      failed(error)
    }
  }
  void run(whole(), { clock: process.clock, seed, onProblem })
}
