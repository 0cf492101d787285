import type { Settings } from '../../../src/shared/settings'

/**
 * All that a person, a network and a disk do to Rill, told beforehand. With its seed, which decides
 * the order of what happens at one moment, the same story always takes the same course. Downloads,
 * hosts and resources are named by their number; a number too high counts on from the beginning,
 * so that a story stays one when parts of it are left out.
 */
export interface Story {
  readonly seed: number
  readonly hosts: readonly HostStory[]
  readonly resources: readonly ResourceStory[]
  readonly disk: DiskStory
  readonly settings: Partial<Settings>
  /** In the order of their time. */
  readonly events: readonly StoryEvent[]
}

export interface HostStory {
  /** From the request to the header, and of a chunk. */
  readonly latencyMs: number
  /** All connections together. */
  readonly bytesPerSec: number
  readonly connectionBytesPerSec: number
  /** More connections at a time are refused; null for no limit. */
  readonly mostConnections: number | null
  readonly refuses: Refusal
  /** How many of a hundred connections break off somewhere. */
  readonly breaksPercent: number
  /** How many of a hundred connections fall silent somewhere. */
  readonly stallsPercent: number
}

export type Refusal = 'reset' | 'refused' | 'busy' | 'too-many'

export interface ResourceStory {
  readonly host: number
  readonly lengthBytes: number
  readonly validator: 'strong' | 'weak' | 'date' | 'none' | 'nodes'
  readonly manner: Manner
  /** What proves the file beyond its validator. */
  readonly checksum: 'header' | 'none'
}

/**
 * How a server answers. `good`: by RFC 9110. `no-ranges`: all of it, always. `no-length`: all of it,
 * without saying how much. `ignores-ranges`: says that it takes ranges, and sends all of it.
 * `other-range`: a 206 whose Content-Range is not the one asked for. `lies-about-range`: as asked
 * for by its Content-Range, and a body of another length. `short-bodies`: ends before its end.
 * `breaks-if-range`: takes If-Range for a reason to send all. `page-sometimes`: a login page now and
 * then. `redirects`: by a link that expires soon. `errors-sometimes`: 500, 503 with Retry-After.
 * `small-ranges`: no more than a part of what was asked for at a time. `forgets-ranges`: without
 * ranges after a while. `not-satisfiable`: 416 for a range that is there, now and then.
 * `no-content-range`: a 206 that does not say which part it is. `part-is-the-whole`: a 206 with all
 * of it, and says so. `multipart`: a part among several. `hides-total`: a 206 that does not say of
 * how many bytes. `other-total`: names another length in the middle. `refuses-ranges`: 501 to every
 * Range. `ignores-if-range`: a part of what is there now, whatever the condition. `stale-nodes`: the
 * version before, now and then, with its own validators. `newest-wins`: a connection resets those
 * that came before it.
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

/** What the network does; `forMs` later all is as before. */
export type NetworkEvent =
  /** Connections break and new ones are refused. */
  | { readonly do: 'server-down'; readonly host: number; readonly forMs: number }
  /** Nothing comes through, and nothing says so. */
  | { readonly do: 'partition'; readonly host: number; readonly forMs: number }
  | { readonly do: 'dns-fails'; readonly host: number; readonly forMs: number }
  /** All its connections break. */
  | { readonly do: 'reset'; readonly host: number }
  /** So many of its connections bring nothing any more. */
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
  /** A new version stands in its place, from now on. */
  | { readonly do: 'change-file'; readonly resource: number; readonly lengthBytes: number }
  /** The link gives nothing any more; a new one does. */
  | {
      readonly do: 'expire-link'
      readonly resource: number
      readonly how: 401 | 403 | 404 | 410 | 'login-page'
    }

export type DiskEvent =
  /** Somebody else takes all room but this. */
  | { readonly do: 'fill-disk'; readonly leaveBytes: number; readonly forMs: number }
  | { readonly do: 'read-only'; readonly forMs: number }
  | { readonly do: 'unplug'; readonly forMs: number }
  /** The next flush reports that something before was not written. */
  | { readonly do: 'fail-flush' }
  /** Somebody changes bytes of the nth download's part, cuts it, or deletes it. */
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
  | ForOne<'pause' | 'resume' | 'cancel' | 'retry' | 'remove' | 'verify' | 'new-link' | 'discard'>
  /** Takes back the nth of those that were discarded and are not yet gone. */
  | ForOne<'restore'>
  /** Wants its file in another folder. */
  | { readonly do: 'relocate'; readonly download: number; readonly folder: number }
  /** Gives it a link that leads to another resource. */
  | { readonly do: 'wrong-link'; readonly download: number; readonly resource: number }
  | { readonly do: 'limit'; readonly download: number; readonly bytesPerSec: number | null }
  /** Puts one before another in the queue. */
  | { readonly do: 'move'; readonly download: number; readonly before: number }
  | { readonly do: 'pause-all' | 'resume-all' | 'network-back' }
  | { readonly do: 'settings'; readonly patch: Partial<Settings> }
  /** Rill or the computer is held for a while, and does not know. */
  | { readonly do: 'hold'; readonly forMs: number }

type ForOne<D> = D extends string ? { readonly do: D; readonly download: number } : never

/** Ways in which a life of the program ends; after `forMs` the next one begins. */
export type End = {
  readonly do: 'quit' | 'kill' | 'power-cut'
  readonly forMs: number
  /** Not at that time but at the step of a port that comes so many after it. */
  readonly steps: number
}
