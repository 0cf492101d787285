import type { DiskStory, HostStory, ResourceStory, Story, StoryEvent } from './story'

const MIB = 1024 * 1024

/** A host without faults. */
export const EASY_HOST: HostStory = {
  latencyMs: 20,
  bytesPerSec: MIB,
  connectionBytesPerSec: MIB,
  mostConnections: null,
  refuses: 'refused',
  breaksPercent: 0,
  stallsPercent: 0,
}

export const EASY_RESOURCE: ResourceStory = {
  host: 0,
  lengthBytes: MIB,
  validator: 'strong',
  manner: 'good',
  checksum: 'none',
}

export const EASY_DISK: DiskStory = {
  capacityBytes: 1024 * MIB,
  writeMs: 0,
  flushMs: 1,
  readBytesPerSec: 200 * MIB,
}

type Add = Omit<Extract<StoryEvent, { readonly do: 'add' }>, 'atMs' | 'do' | 'resource'>

const EASY_ADD: Add = {
  paused: false,
  onConflict: 'rename',
  checksum: false,
  limitBytesPerSec: null,
}

/** An event of `add`; `EASY_ADD` supplies what it leaves out. */
export type ToldEvent =
  | Exclude<StoryEvent, { readonly do: 'add' }>
  | ({ readonly do: 'add'; readonly atMs: number; readonly resource: number } & Partial<Add>)

export interface Told {
  readonly seed: number
  readonly hosts?: readonly Partial<HostStory>[]
  readonly resources?: readonly Partial<ResourceStory>[]
  readonly disk?: Partial<DiskStory>
  readonly settings?: Story['settings']
  readonly events: readonly ToldEvent[]
}

/** What is special about a story; `aStory` supplies the rest. */
export function aStory(told: Told): Story {
  return {
    seed: told.seed,
    hosts: (told.hosts ?? [{}]).map((host) => ({ ...EASY_HOST, ...host })),
    resources: (told.resources ?? [{}]).map((resource) => ({ ...EASY_RESOURCE, ...resource })),
    disk: { ...EASY_DISK, ...told.disk },
    settings: told.settings ?? {},
    events: told.events.map((event) => (event.do === 'add' ? { ...EASY_ADD, ...event } : event)),
  }
}

/** The parts of a story that `aStory` completes. */
export function toldBriefly(story: Story): Told {
  const { seed, hosts, resources, disk, settings, events } = story
  return {
    seed,
    hosts: hosts.map((host) => without(host, EASY_HOST)),
    resources: resources.map((resource) => without(resource, EASY_RESOURCE)),
    disk: without(disk, EASY_DISK),
    settings,
    events: events.map((event) =>
      event.do === 'add' ? (without(event, EASY_ADD) as ToldEvent) : event,
    ),
  }
}

function without<T extends object>(whole: T, usual: Partial<T>): Partial<T> {
  const special = Object.entries(whole).filter(([key, value]) => usual[key as keyof T] !== value)
  return Object.fromEntries(special) as Partial<T>
}
