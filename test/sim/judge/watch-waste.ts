import type { Story } from '../story/story'
import type { Stage } from '../world/stage'

/**
 * Bytes that a request may waste: the overlap compared where it continues, the bytes in flight when it
 * ends, and a chunk that was not written.
 */
const REQUEST_BYTES = (64 + 256 + 128) * 1024

/** The greatest age of the last checkpoint and of its flush when a process dies. */
const CHECKPOINT_SEC = 2
const FLUSH_SEC = 8

const SLACK_BYTES = 1024 * 1024

/**
 * Watches how much of each resource is fetched twice: only restarts, deaths, disk failures and ends of
 * requests may account for it. The returned function checks at the end of the story.
 */
export function watchWaste(stage: Stage, story: Story): () => void {
  const { judge, network, store } = stage
  const requests = new Map<number, number>()
  /** Per resource: how often it was started from the first byte. */
  const beginnings = new Map<number, number>()
  /** Per resource: how often unrecorded bytes were lost. */
  const losses = new Map<number, number>()
  const count = (counts: Map<number, number>, key: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }

  network.onRequest((host) => count(requests, host))
  store.onCommit((operation) => {
    if (operation.kind === 'insert') {
      count(beginnings, network.resourceOf(operation.record.url))
      return
    }
    const record = 'id' in operation ? store.record(operation.id) : undefined
    if (record === undefined) return
    const resource = network.resourceOf(record.url)
    if (operation.kind === 'update' && operation.patch.url !== undefined) {
      count(beginnings, resource)
    }
    if (operation.kind === 'checkpoint' && operation.segments.length === 0) {
      count(beginnings, resource)
    }
    if (operation.kind !== 'note') return
    const { kind } = operation.entry
    if (kind === 'damaged' || kind === 'repaired') count(beginnings, resource)
    if (kind === 'waiting' || kind === 'failed') count(losses, resource)
  })

  return () => {
    for (let resource = 0; resource < network.resources; resource += 1) {
      const number = (story.resources[resource]?.host ?? 0) % story.hosts.length
      const bytesPerSec = story.hosts[number]?.bytesPerSec ?? 0
      const lengths = network.versionsOf(resource).map(({ bytes }) => bytes.byteLength)
      const lostBytes =
        bytesPerSec * CHECKPOINT_SEC * ((losses.get(resource) ?? 0) + stage.lives) +
        bytesPerSec * FLUSH_SEC * stage.powerCuts
      const mostBytes =
        Math.max(...lengths) * (beginnings.get(resource) ?? 0) +
        REQUEST_BYTES * (requests.get(number) ?? 0) +
        lostBytes +
        SLACK_BYTES
      const servedBytes = network.servedBytes(resource)
      if (servedBytes > mostBytes) {
        judge.fail('waste', `${servedBytes} bytes of resource ${resource}, ${mostBytes} at most`)
      }
    }
  }
}
