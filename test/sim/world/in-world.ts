import { type Coroutine, run } from '../../../src/main/kernel'
import { Process } from './process'
import { World } from './world'

/** Runs a coroutine in a process of its own world until nothing is left to happen. */
export function inWorld<T>(
  body: (world: World, process: Process) => Coroutine<T>,
  seed = 1,
): Promise<T> {
  const world = new World(seed)
  const process = new Process(world)
  const result = run(body(world, process), { clock: process.clock, seed })
  world.run(Number.POSITIVE_INFINITY)
  return result
}
