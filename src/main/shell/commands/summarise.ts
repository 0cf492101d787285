import { setImmediate } from 'node:timers/promises'
import type { DownloadsSummary } from '../../../shared/details'
import type { DownloadId, DownloadState } from '../../../shared/download'
import type { EngineWith } from '../../engine/engine'

/** Downloads per slice: completed ones are read from the store one by one. */
const SLICE = 1_000

/** Nobody reads more names. */
const MAX_NAMES = 20

/** Sums up several downloads, in slices, so that a long list does not block the event loop. */
export async function summarise(
  engine: EngineWith<'queries', 'get'>,
  ids: readonly DownloadId[],
): Promise<DownloadsSummary> {
  const states: Partial<Record<DownloadState, number>> = {}
  const [hosts, folders] = [new Set<string>(), new Set<string>()]
  const sums = { count: 0, doneBytes: 0, lengthBytes: 0, unknownLengths: 0 }
  const now = { speedBytesPerSec: 0, connections: 0 }
  for (const [index, id] of ids.entries()) {
    if (index > 0 && index % SLICE === 0) await setImmediate()
    const view = engine.queries.get(id)
    if (view === undefined) continue
    sums.count += 1
    states[view.state] = (states[view.state] ?? 0) + 1
    sums.doneBytes += view.doneBytes
    sums.lengthBytes += view.lengthBytes ?? 0
    if (view.lengthBytes === null) sums.unknownLengths += 1
    now.speedBytesPerSec += view.speedBytesPerSec
    now.connections += view.connections
    if (hosts.size < MAX_NAMES) hosts.add(new URL(view.url).host)
    if (folders.size < MAX_NAMES) folders.add(view.dir)
  }
  return { ...sums, ...now, states, hosts: [...hosts], folders: [...folders] }
}
