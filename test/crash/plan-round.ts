import { seededRandom } from '../../src/main/kernel'
import { type FileBody, fileBody } from '../servers'
import { type Moment, momentWords } from './moment'

const MIB = 1024 * 1024

/** By what the server tells one version of a file from another; the last one also knows no ranges. */
const SERVERS = ['strong', 'date', 'none', 'no ranges'] as const

/** What happens in a round. */
export interface RoundPlan {
  readonly round: number
  readonly files: readonly PlannedFile[]
  readonly server: (typeof SERVERS)[number]
  readonly connections: number
  readonly jobs: number
  /** On each connection. */
  readonly bytesPerSec: number
  /** Whether the command knows the checksums. */
  readonly isChecked: boolean
  /** Whether the command passes over files that are there. */
  readonly skips: boolean
  /** A kill each, one after the other. */
  readonly kills: readonly Moment[]
}

export interface PlannedFile {
  readonly path: string
  /** The name in the end; files of one name may have theirs the other way round. */
  readonly name: string
  readonly body: FileBody
}

/** Decides on everything by the number of the round. */
export function planRound(round: number): RoundPlan {
  const random = seededRandom(round)
  const between = (least: number, most: number): number =>
    least + Math.floor(random() * (most - least + 1))
  const isLikely = (probability: number): boolean => random() < probability

  const count = isLikely(0.4) ? between(2, 5) : 1
  const totalBytes = between(MIB, 48 * MIB)
  const hasOneName = count > 1 && isLikely(0.25)
  const server = SERVERS[Math.min(3, Math.floor(random() * 3.5))] ?? 'strong'
  const connections = between(1, 16)
  const jobs = between(1, 4)
  // A connection is not opened for less than a MiB.
  const useful = Math.min(connections, Math.ceil(totalBytes / count / MIB))
  const most = Math.min(jobs, count) * (server === 'no ranges' ? 1 : useful)
  const durationSec = 0.2 + 0.8 * random()
  return {
    round,
    files: planFiles(round, { count, totalBytes, hasOneName }),
    server,
    connections,
    jobs,
    bytesPerSec: Math.ceil(totalBytes / most / durationSec),
    isChecked: isLikely(0.4),
    // Of files of one name, the second would be skipped as well.
    skips: !hasOneName && isLikely(0.5),
    kills: Array.from({ length: between(1, 6) }, () => planMoment(random)),
  }
}

function planFiles(
  round: number,
  what: { readonly count: number; readonly totalBytes: number; readonly hasOneName: boolean },
): PlannedFile[] {
  const { count, totalBytes, hasOneName } = what
  return Array.from({ length: count }, (_, index) => ({
    path: `/${index}/${hasOneName ? 'same' : `file-${index}`}.bin`,
    name: hasOneName ? `same${index === 0 ? '' : ` (${index})`}.bin` : `file-${index}.bin`,
    // Of different lengths, so that they end at different places of a chunk.
    body: fileBody(1000 * round + index, Math.floor(totalBytes / count) - 4099 * index),
  }))
}

function planMoment(random: () => number): Moment {
  const thenMs = (most: number): number => (random() < 0.5 ? 0 : Math.ceil(random() * most))
  /** As often a few times as many. */
  const times = (most: number): number => Math.floor(most ** random())
  const kind = random()
  if (kind < 0.15) return { seen: 'time', thenMs: Math.ceil(random() * 1000) }
  if (kind < 0.4) {
    return { seen: 'bytes', share: random() < 0.3 ? 1 : random(), thenMs: thenMs(40) }
  }
  if (kind < 0.55) return { seen: 'file', times: times(64), thenMs: thenMs(3) }
  if (kind < 0.7) return { seen: 'record', times: times(128), thenMs: thenMs(3) }
  // From the link to the record of it are about two milliseconds.
  return { seen: 'final name', times: random() < 0.8 ? 1 : 2, thenMs: Math.floor(random() * 4) }
}

/** The plan in a line. */
export function planWords(plan: RoundPlan): string {
  const { round, files, server, connections, jobs, bytesPerSec, isChecked, skips, kills } = plan
  const mib = files.reduce((sum, { body }) => sum + body.lengthBytes, 0) / MIB
  return [
    `round ${round}: ${files.map(({ name }) => name).join(', ')} of ${mib.toFixed(1)} MiB`,
    `-x ${connections} -j ${jobs}${isChecked ? ' --checksum' : ''}${skips ? ' --on-conflict skip' : ''}`,
    `server ${server} at ${(bytesPerSec / MIB).toFixed(2)} MiB/s`,
    `kills ${kills.map(momentWords).join(', ')}`,
  ].join('; ')
}
