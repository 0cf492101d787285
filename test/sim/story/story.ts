import type { Settings } from '../../../src/shared/settings'

/**
 * Everything that a person, a network and a disk do to Rill, laid down in advance. The seed decides
 * the order of events at one moment, so a story always takes the same course. Downloads, hosts and
 * resources are named by number. A number that is too high wraps around, so a story stays valid when
 * parts of it are removed.
 */
export interface Story {
  readonly seed: number
  readonly hosts: readonly HostStory[]
  readonly resources: readonly ResourceStory[]
  readonly disk: DiskStory
  readonly settings: Partial<Settings>
  /** Ordered by time. */
  readonly events: readonly StoryEvent[]
}

export interface HostStory {
  /** From the request to the response header. */
  readonly latencyMs: number
  /** Of all connections together. */
  readonly bytesPerSec: number
  readonly connectionBytesPerSec: number
  /** The host refuses connections beyond this number; null for no limit. */
  readonly mostConnections: number | null
  readonly refuses: Refusal
  /** Percentage of connections that break at some byte. */
  readonly breaksPercent: number
  /** Percentage of connections that fall silent at some byte. */
  readonly stallsPercent: number
}

export type Refusal = 'reset' | 'refused' | 'busy' | 'too-many'

export interface ResourceStory {
  readonly host: number
  readonly lengthBytes: number
  readonly validator: 'strong' | 'weak' | 'date' | 'none' | 'nodes'
  readonly manner: Manner
  /** Proof of the file beyond its validator. */
  readonly checksum: 'header' | 'none'
}

/**
 * How a server responds. `good`: by RFC 9110. `no-ranges`: always the whole file. `no-length`: the
 * whole file without Content-Length. `ignores-ranges`: announces ranges and sends the whole file.
 * `other-range`: a 206 with another Content-Range than requested. `lies-about-range`: the requested
 * Content-Range with a body of another length. `short-bodies`: the body ends early.
 * `breaks-if-range`: sends the whole file because of If-Range. `page-sometimes`: sometimes a login
 * page. `redirects`: to a link that expires soon. `errors-sometimes`: 500, or 503 with Retry-After.
 * `small-ranges`: only a part of the requested range. `forgets-ranges`: without ranges after a while.
 * `not-satisfiable`: sometimes 416 for a valid range. `no-content-range`: a 206 without
 * Content-Range. `part-is-the-whole`: a 206 of the whole file, with a true Content-Range.
 * `multipart`: a multipart body. `hides-total`: a 206 without the total length. `other-total`: another
 * total length in the middle of the file. `refuses-ranges`: 501 to every Range. `ignores-if-range`:
 * the range of the current version, whatever the condition. `stale-nodes`: sometimes the previous
 * version, with its own validators. `newest-wins`: a new connection resets the earlier ones.
 */
export const MANNERS = [
  'good',
  'no-ranges',
  'no-length',
  'ignores-ranges',
  'other-range',
  'lies-about-range',
  'short-bodies',
  'breaks-if-range',
  'page-sometimes',
  'redirects',
  'errors-sometimes',
  'small-ranges',
  'forgets-ranges',
  'not-satisfiable',
  'no-content-range',
  'part-is-the-whole',
  'multipart',
  'hides-total',
  'other-total',
  'refuses-ranges',
  'ignores-if-range',
  'stale-nodes',
  'newest-wins',
] as const

export type Manner = (typeof MANNERS)[number]

export interface DiskStory {
  readonly capacityBytes: number
  readonly writeMs: number
  readonly flushMs: number
  readonly readBytesPerSec: number
}

export type StoryEvent = { readonly atMs: number } & (NetworkEvent | DiskEvent | PersonEvent | End)

/** Events of the network; each fault ends after `forMs`. */
export type NetworkEvent =
  /** Connections break and new ones are refused. */
  | { readonly do: 'server-down'; readonly host: number; readonly forMs: number }
  /** No packet gets through, and no connection notices. */
  | { readonly do: 'partition'; readonly host: number; readonly forMs: number }
  | { readonly do: 'dns-fails'; readonly host: number; readonly forMs: number }
  /** All connections of the host break. */
  | { readonly do: 'reset'; readonly host: number }
  /** That number of its connections fall silent. */
  | { readonly do: 'silence'; readonly host: number; readonly connections: number }
  | { readonly do: 'slow'; readonly host: number; readonly factor: number; readonly forMs: number }
  | {
      readonly do: 'limit-connections'
      readonly host: number
      readonly most: number
      readonly refuses: Refusal
      readonly forMs: number
    }
  | {
      readonly do: 'misbehave'
      readonly resource: number
      readonly manner: Manner
      readonly forMs: number
    }
  /** A new version replaces the file. */
  | { readonly do: 'change-file'; readonly resource: number; readonly lengthBytes: number }
  /** The link expires; a new link leads to the file. */
  | {
      readonly do: 'expire-link'
      readonly resource: number
      readonly how: 401 | 403 | 404 | 410 | 'login-page'
    }

export type DiskEvent =
  /** Another program fills the disk up to this. */
  | { readonly do: 'fill-disk'; readonly leaveBytes: number; readonly forMs: number }
  | { readonly do: 'read-only'; readonly forMs: number }
  | { readonly do: 'unplug'; readonly forMs: number }
  /** The next flush fails, and what it was to secure is lost. */
  | { readonly do: 'fail-flush' }
  /** Another program changes, truncates or deletes the file of the nth download. */
  | {
      readonly do: 'meddle'
      readonly download: number
      readonly how: 'overwrite' | 'truncate' | 'delete'
    }

export type PersonEvent =
  | {
      readonly do: 'add'
      readonly resource: number
      readonly paused: boolean
      readonly onConflict: 'rename' | 'overwrite' | 'skip' | 'fail'
      readonly checksum: boolean
      readonly limitBytesPerSec: number | null
    }
  | ForOne<'pause' | 'resume' | 'cancel' | 'retry' | 'remove' | 'verify' | 'new-link' | 'trash'>
  /** Restores the nth download in the trash. */
  | ForOne<'restore'>
  /** Moves the file to another folder. */
  | { readonly do: 'relocate'; readonly download: number; readonly folder: number }
  /** Gives the download a link to another resource. */
  | { readonly do: 'wrong-link'; readonly download: number; readonly resource: number }
  | { readonly do: 'limit'; readonly download: number; readonly bytesPerSec: number | null }
  /** Moves a download before another one in the queue. */
  | { readonly do: 'move'; readonly download: number; readonly before: number }
  | { readonly do: 'pause-all' | 'resume-all' | 'network-back' }
  | { readonly do: 'settings'; readonly patch: Partial<Settings> }
  /** Rill or the computer is suspended for a while, and does not notice. */
  | { readonly do: 'hold'; readonly forMs: number }

type ForOne<D> = D extends string ? { readonly do: D; readonly download: number } : never

/** Ways in which a life of the program ends; the next life begins after `forMs`. */
export type End = {
  readonly do: 'quit' | 'kill' | 'power-cut'
  readonly forMs: number
  /** Death comes not at that time but this many port steps later. */
  readonly steps: number
}
