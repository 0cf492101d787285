import { seededRandom } from '../../../src/main/kernel'
import {
  type HostStory,
  MANNERS,
  type Refusal,
  type ResourceStory,
  type Story,
  type StoryEvent,
} from './story'

const KIB = 1024
const MIB = 1024 * KIB

/** How long events may happen; then the world is healed, and all remaining downloads finish. */
export const TROUBLE_MS = 180_000

const REFUSALS: readonly Refusal[] = ['reset', 'refused', 'busy', 'too-many']

/** Makes up a story; the same seed gives the same story. */
export function tellStory(seed: number): Story {
  const dice = new Dice(seed)
  const hosts = dice.times(dice.whole(1, 3), () => host(dice))
  const resources = alike(
    dice,
    dice.times(dice.whole(1, 6), () => resource(dice, hosts.length)),
  )
  const isRestless = dice.percent(20)
  if (isRestless) resources[0] = restless(dice, hosts.length)
  const events = [
    ...adds(dice, resources.length),
    ...changes(dice, resources),
    ...(isRestless ? unrest(dice, resources) : []),
    ...troubles(dice, resources),
  ]
  const totalBytes = resources.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0)
  return {
    seed,
    hosts,
    resources,
    disk: {
      capacityBytes: dice.percent(85) ? 1024 * MIB : Math.ceil(totalBytes * 1.1) + MIB,
      writeMs: dice.pick([0, 0, 1, 5]),
      flushMs: dice.pick([1, 10, 50, 400]),
      readBytesPerSec: 200 * MIB,
    },
    settings: settings(dice),
    events: events.sort((a, b) => a.atMs - b.atMs),
  }
}

class Dice {
  readonly #random: () => number

  constructor(seed: number) {
    this.#random = seededRandom(seed)
  }

  whole(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1))
  }

  /** Small lengths as often as large ones. */
  scale(least: number, most: number): number {
    return Math.round(least * (most / least) ** this.#random())
  }

  percent(percent: number): boolean {
    return this.#random() * 100 < percent
  }

  pick<T>(all: readonly [T, ...T[]] | readonly T[]): T {
    return all[Math.floor(this.#random() * all.length)] as T
  }

  times<T>(count: number, make: () => T): T[] {
    return Array.from({ length: count }, make)
  }

  /** Sometimes two events happen at the same moment. */
  moment(): number {
    return this.percent(50) ? this.whole(0, 60) * 500 : this.whole(0, TROUBLE_MS)
  }
}

function host(dice: Dice): HostStory {
  const bytesPerSec = dice.scale(100 * KIB, 8 * MIB)
  return {
    latencyMs: dice.pick([1, 20, 80, 300]),
    bytesPerSec,
    connectionBytesPerSec: dice.percent(40) ? bytesPerSec : dice.scale(50 * KIB, bytesPerSec),
    mostConnections: dice.percent(70) ? null : dice.whole(1, 6),
    refuses: dice.pick(REFUSALS),
    breaksPercent: dice.percent(50) ? 0 : dice.whole(1, 30),
    stallsPercent: dice.percent(75) ? 0 : dice.whole(1, 10),
  }
}

function resource(dice: Dice, hosts: number): ResourceStory {
  return {
    host: dice.whole(0, hosts - 1),
    lengthBytes: length(dice),
    validator: dice.pick(['strong', 'strong', 'weak', 'date', 'none', 'nodes'] as const),
    manner: dice.percent(60) ? 'good' : dice.pick(MANNERS),
    checksum: dice.percent(15) ? 'header' : 'none',
  }
}

/** Only files of the same length can be mistaken for each other. */
function alike(dice: Dice, resources: readonly ResourceStory[]): ResourceStory[] {
  const lengthBytes = resources[0]?.lengthBytes ?? 0
  return resources.map((one) => (dice.percent(25) ? { ...one, lengthBytes } : one))
}

/** The same is true of versions. */
function changes(dice: Dice, resources: readonly ResourceStory[]): StoryEvent[] {
  return resources.flatMap(({ lengthBytes }, number) =>
    dice.percent(20)
      ? [{ atMs: dice.whole(500, 30_000), do: 'change-file', resource: number, lengthBytes }]
      : [],
  )
}

/** A file that several connections fetch, with versions that are hard to tell apart. */
function restless(dice: Dice, hosts: number): ResourceStory {
  return {
    host: dice.whole(0, hosts - 1),
    lengthBytes: dice.whole(3 * MIB, 8 * MIB),
    validator: dice.pick(['strong', 'weak', 'date', 'none', 'none', 'nodes'] as const),
    manner: dice.pick(['good', 'good', 'ignores-if-range', 'stale-nodes'] as const),
    checksum: 'none',
  }
}

/** The file changes repeatedly during the download, and connections break in between. */
function unrest(dice: Dice, resources: readonly ResourceStory[]): StoryEvent[] {
  const { host: where = 0, lengthBytes = 0 } = resources[0] ?? {}
  return dice.times(dice.whole(2, 8), () => {
    const atMs = dice.whole(300, 12_000)
    return dice.percent(60)
      ? { atMs, do: 'change-file', resource: 0, lengthBytes }
      : { atMs, do: 'reset', host: where }
  })
}

function length(dice: Dice): number {
  const kind = dice.whole(1, 100)
  if (kind <= 3) return 0
  if (kind <= 25) return dice.whole(1, 100 * KIB)
  if (kind <= 60) return dice.whole(100 * KIB, 2 * MIB)
  if (kind <= 93) return dice.whole(2 * MIB, 8 * MIB)
  return dice.whole(8 * MIB, 20 * MIB)
}

function settings(dice: Dice): Story['settings'] {
  return {
    simultaneousDownloads: dice.whole(1, 5),
    connectionsPerDownload: dice.whole(1, 8),
    connectionsPerHost: dice.pick([1, 2, 4, 16]),
    limitBytesPerSec: dice.percent(85) ? null : dice.scale(50 * KIB, 4 * MIB),
  }
}

/** Adds each resource at least once, mostly at the beginning. */
function adds(dice: Dice, resources: number): StoryEvent[] {
  const add = (number: number): StoryEvent => ({
    atMs: dice.percent(70) ? dice.whole(0, 3) * 100 : dice.whole(0, TROUBLE_MS / 3),
    do: 'add',
    resource: number,
    paused: dice.percent(10),
    onConflict: dice.percent(80) ? 'rename' : dice.pick(['overwrite', 'skip', 'fail'] as const),
    checksum: dice.percent(15),
    limitBytesPerSec: dice.percent(90) ? null : dice.scale(20 * KIB, MIB),
  })
  const all = Array.from({ length: resources }, (_, number) => add(number))
  while (dice.percent(25)) all.push(add(dice.whole(0, resources - 1)))
  return all
}

/** From no event to many. */
function troubles(dice: Dice, resources: readonly ResourceStory[]): StoryEvent[] {
  const count = dice.percent(10) ? 0 : dice.scale(1, 24)
  const kinds = dice.pick([[ends], [network], [person], [disk], [ends, network, person, disk]])
  return dice.times(count, () => {
    const kind = dice.percent(30)
      ? dice.pick([ends, network, person, person, disk])
      : dice.pick(kinds)
    return { atMs: dice.moment(), ...kind(dice, resources) }
  })
}

type Told = StoryEvent extends infer E ? (E extends StoryEvent ? Omit<E, 'atMs'> : never) : never

function ends(dice: Dice): Told {
  const kind = dice.pick(['kill', 'kill', 'power-cut', 'quit'] as const)
  const forMs = dice.pick([0, 1_000, 20_000])
  return { do: kind, forMs, steps: kind === 'quit' ? 0 : dice.pick([0, 1, 5, 20, 100, 400]) }
}

function network(dice: Dice, resources: readonly ResourceStory[]): Told {
  const [where, which] = [dice.whole(0, 2), dice.whole(0, resources.length - 1)]
  const forMs = dice.scale(200, 60_000)
  const { lengthBytes } = resources[which] as ResourceStory
  return dice.pick<Told>([
    { do: 'server-down', host: where, forMs },
    { do: 'partition', host: where, forMs },
    { do: 'dns-fails', host: where, forMs },
    { do: 'reset', host: where },
    { do: 'silence', host: where, connections: dice.whole(1, 8) },
    { do: 'slow', host: where, factor: dice.pick([0.01, 0.1, 0.5]), forMs },
    {
      do: 'limit-connections',
      host: where,
      most: dice.whole(0, 4),
      refuses: dice.pick(REFUSALS),
      forMs,
    },
    { do: 'misbehave', resource: which, manner: dice.pick(MANNERS), forMs },
    {
      do: 'change-file',
      resource: which,
      lengthBytes: dice.percent(60) ? lengthBytes : length(dice),
    },
    {
      do: 'expire-link',
      resource: which,
      how: dice.pick([401, 403, 404, 410, 'login-page'] as const),
    },
  ])
}

function disk(dice: Dice): Told {
  const forMs = dice.scale(200, 60_000)
  return dice.pick<Told>([
    { do: 'fill-disk', leaveBytes: dice.pick([0, 100 * KIB, 2 * MIB]), forMs },
    { do: 'read-only', forMs },
    { do: 'unplug', forMs },
    { do: 'fail-flush' },
    {
      do: 'meddle',
      download: dice.whole(0, 7),
      how: dice.pick(['overwrite', 'truncate', 'delete'] as const),
    },
  ])
}

function person(dice: Dice): Told {
  const download = dice.whole(0, 7)
  const forMs = dice.scale(100, 60_000)
  return dice.pick<Told>([
    { do: 'pause', download },
    { do: 'pause', download },
    { do: 'resume', download },
    { do: 'cancel', download },
    { do: 'retry', download },
    { do: 'remove', download },
    { do: 'verify', download },
    { do: 'new-link', download },
    { do: 'wrong-link', download, resource: dice.whole(0, 5) },
    {
      do: 'limit',
      download,
      bytesPerSec: dice.percent(30) ? null : dice.scale(20 * KIB, 4 * MIB),
    },
    { do: 'move', download, before: dice.whole(0, 7) },
    { do: 'trash', download },
    { do: 'restore', download },
    { do: 'restore', download },
    { do: 'relocate', download, folder: dice.whole(0, 1) },
    { do: 'pause-all' },
    { do: 'resume-all' },
    { do: 'network-back' },
    { do: 'settings', patch: settings(dice) },
    { do: 'hold', forMs },
  ])
}
