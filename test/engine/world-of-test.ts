import { onTestFinished } from 'vitest'
import { SimServers } from '../sim/server/sim-servers'
import { World } from '../sim/world/world'
import { WorldDriver } from '../sim/world/world-driver'

export interface WorldOfTest {
  readonly world: World
  readonly servers: SimServers
  readonly driver: WorldDriver
}

let current: WorldOfTest | null = null

/** The world of the current test; it begins with the first call. */
export function worldOfTest(): WorldOfTest {
  if (current !== null) return current
  const world = new World(1)
  const driver = new WorldDriver(world)
  current = { world, servers: new SimServers(world), driver }
  // Runs last: the engines and servers of the world have ended by then.
  onTestFinished(() => {
    driver.stop()
    current = null
  })
  return current
}
