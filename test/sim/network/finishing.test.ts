import { describe, expect, it } from 'vitest'
import { hasSameBytes } from '../judge/has-same-bytes'
import { MANNERS, type Manner, type ResourceStory } from '../story/story'
import { FOLDER, Stage } from '../world/stage'
import { MANNER_FACTS } from './manners'
import { aHost, aResource, MIB } from './some-network'

const LONG_MS = 3_600_000

const VALIDATORS: readonly ResourceStory['validator'][] = ['strong', 'none', 'nodes']

/** How a download from an otherwise good server of this manner ends. */
function outcomeOf(manner: Manner, validator: ResourceStory['validator']): string {
  const stage = new Stage({
    seed: 1,
    hosts: [aHost()],
    resources: [aResource({ lengthBytes: 4 * MIB + 1, manner, validator })],
    disk: { capacityBytes: 100 * MIB, writeMs: 0, flushMs: 10, readBytesPerSec: 100 * MIB },
    settings: { connectionsPerDownload: 4 },
    events: [],
  })
  const { world, network, disk } = stage
  stage.start()
  world.run(LONG_MS, () => stage.engine !== null)
  stage.engine?.additions.add({ urls: [network.linkOf(0)], dir: FOLDER, paused: false })
  const view = () => stage.engine?.queries.list()[0]
  world.run(LONG_MS, () => view()?.finishedAtMs != null || view()?.error != null)
  const bytes = disk.read(`${FOLDER}/${view()?.name ?? ''}`)
  const isRight = bytes !== null && hasSameBytes(bytes, network.versionsOf(0)[0]?.bytes ?? bytes)
  return `${view()?.state}, ${isRight ? 'right' : 'wrong'}`
}

describe('a download', () => {
  it.each(MANNERS.filter((manner) => MANNER_FACTS[manner].canFinish))('finishes: %s', (manner) => {
    for (const validator of VALIDATORS)
      expect(outcomeOf(manner, validator)).toBe('completed, right')
  })
})
