import { sleep } from '../../../src/main/kernel'
import { describeSource, type Server, type StandUp } from '../../contracts/source'
import type { HostStory, ResourceStory } from '../story/story'
import { inWorld } from '../world/in-world'
import { SimNetwork } from './sim-network'
import { SimSource } from './sim-source'
import { aHost, aResource, MIB } from './some-network'

const HOSTS: Partial<Record<Server, Partial<HostStory>>> = {
  held: { bytesPerSec: 1000 },
  busy: { mostConnections: 0, refuses: 'busy' },
  'cut-chunks': { breaksPercent: 100 },
  'resets-at-once': { mostConnections: 0, refuses: 'reset' },
  refuses: { mostConnections: 0, refuses: 'refused' },
}

const RESOURCES: Partial<Record<Server, Partial<ResourceStory>>> = {
  big: { lengthBytes: 12 * MIB },
  chunks: { manner: 'no-length' },
  redirects: { manner: 'redirects' },
  cut: { manner: 'short-bodies' },
  'cut-chunks': { manner: 'no-length' },
}

/** Longer than any test lasts. */
const LONG_MS = 3_600_000

const standUp: StandUp = (server, body) =>
  inWorld(function* (world, process) {
    const network = new SimNetwork(
      world,
      [aHost(HOSTS[server])],
      [aResource({ lengthBytes: 3 * MIB + 17, ...RESOURCES[server] })],
    )
    const file = network.versionsOf(0)[0]?.bytes ?? new Uint8Array(0)
    const url = server === 'unknown-name' ? 'https://nobody.example/x' : network.linkOf(0)
    if (server === 'missing') network.expireLink(0, 404)
    if (server === 'page') network.expireLink(0, 'login-page')
    if (server === 'silent') network.partition(0, LONG_MS)
    return yield* body({
      source: new SimSource(network, process),
      url,
      file,
      asked: () => sleep(100),
      *hasLeft() {
        yield* sleep(0)
        return network.openConnections(process).length === 0
      },
      reset: () => network.reset(0),
      aWhile: () => sleep(60_000),
      sentBytes: () => network.openConnections()[0]?.arrivedBytes ?? 0,
    })
  })

describeSource('SimSource', standUp)
