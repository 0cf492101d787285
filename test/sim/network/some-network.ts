import { DownloadError } from '../../../src/main/engine/download-error'
import type { GetRequest, HttpSource } from '../../../src/main/engine/ports/http'
import type { Coroutine } from '../../../src/main/kernel'
import { readAll, request } from '../../io/http/get-all'
import type { HostStory, ResourceStory } from '../story/story'
import { inWorld } from '../world/in-world'
import type { Process } from '../world/process'
import type { World } from '../world/world'
import { SimNetwork } from './sim-network'
import { SimSource } from './sim-source'

export const MIB = 1024 * 1024

/** A host without faults, at 4 MiB/s. */
export function aHost(changes: Partial<HostStory> = {}): HostStory {
  return {
    latencyMs: 20,
    bytesPerSec: 4 * MIB,
    connectionBytesPerSec: 4 * MIB,
    mostConnections: null,
    refuses: 'reset',
    breaksPercent: 0,
    stallsPercent: 0,
    ...changes,
  }
}

/** A good file of a MiB with a strong ETag on the first host. */
export function aResource(changes: Partial<ResourceStory> = {}): ResourceStory {
  return {
    host: 0,
    lengthBytes: MIB,
    validator: 'strong',
    manner: 'good',
    checksum: 'none',
    ...changes,
  }
}

export interface InNetwork {
  readonly world: World
  readonly process: Process
  readonly network: SimNetwork
  readonly source: SimSource
}

/** Runs a coroutine in a process on a network of such hosts and resources. */
export function inNetwork<T>(
  hosts: readonly Partial<HostStory>[],
  resources: readonly Partial<ResourceStory>[],
  body: (parts: InNetwork) => Coroutine<T>,
  seed = 1,
): Promise<T> {
  return inWorld(function* (world, process) {
    const network = new SimNetwork(
      world,
      hosts.map((one) => aHost(one)),
      resources.map((one) => aResource(one)),
    )
    return yield* body({ world, process, network, source: new SimSource(network, process) })
  }, seed)
}

/** The outcome of a request: status and number of bytes, or the error code. */
export function* outcomeOf(
  source: HttpSource,
  url: string,
  asked: Partial<Pick<GetRequest, 'range' | 'ifRange'>> = {},
): Coroutine<string> {
  try {
    const answer = yield* source.get(request(url, {}, asked))
    const { byteLength } = yield* readAll(answer)
    return `${answer.status}: ${byteLength}`
  } catch (error) {
    if (error instanceof DownloadError) return error.code
    throw error
  }
}
