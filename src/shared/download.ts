import type { ErrorInfo } from './errors'

/** In the order a download goes through them. */
export const DOWNLOAD_STATES = [
  'queued',
  'downloading',
  'verifying',
  'paused',
  'needs-link',
  'failed',
  'completed',
] as const

export type DownloadState = (typeof DOWNLOAD_STATES)[number]

export type DownloadId = number

/** What a download can wait for. */
export type WaitReason =
  /** A time that the user chose. */
  | 'start-time'
  /** The speed switch or the week's schedule. */
  | 'schedule'
  | 'network'
  /** A host that asked to be left alone for a while (429, 503, Retry-After). */
  | 'host'
  /** Free space, or a folder that is missing. */
  | 'disk'

/** A wait of a download: the error that led to it, and the next attempt in ms since 1970. */
export interface Waiting {
  readonly reason: WaitReason
  readonly error: ErrorInfo | null
  /** null while no time is known. */
  readonly nextAttemptAtMs: number | null
}

/** How far Rill could prove that the finished file is the right one. */
export const PROOFS = ['checksum', 'validator', 'length', 'none'] as const

export type Proof = (typeof PROOFS)[number]

/** The next attempt after an error. */
export interface Retry {
  readonly error: ErrorInfo
  /** ms since 1970. */
  readonly atMs: number
}

/** The next attempt of a download that waits because of an error; null for all others. */
export function retryOf({ waiting }: Pick<DownloadView, 'waiting'>): Retry | null {
  if (waiting === null || waiting.error === null) return null
  return { error: waiting.error, atMs: waiting.nextAttemptAtMs ?? 0 }
}

/** A download as a person sees it: one row of the list. */
export interface DownloadView {
  readonly id: DownloadId
  readonly url: string
  /** The file's name; until the server has answered, what the link suggests. */
  readonly name: string
  /** Absolute path of the folder. */
  readonly dir: string
  readonly state: DownloadState
  readonly doneBytes: number
  /** null while unknown. */
  readonly lengthBytes: number | null
  readonly speedBytesPerSec: number
  /** Time left; null while it cannot be told. */
  readonly etaMs: number | null
  /** Connections open now. */
  readonly connections: number
  /** Whether the server can continue in the middle; null until it has answered. */
  readonly resumable: boolean | null
  readonly error: ErrorInfo | null
  /** What it waits for; null while it does not wait. */
  readonly waiting: Waiting | null
  readonly addedAtMs: number
  readonly finishedAtMs: number | null
  readonly proof: Proof | null
  /** Bytes read so far while its file is being checked; else null. */
  readonly verifiedBytes: number | null
}

/** What a person can do with a download in its state; the engine refuses the rest. */
export type DownloadAction =
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'retry'
  | 'remove'
  | 'changeLink'
  | 'verify'

const ACTIONS: Record<DownloadState, readonly DownloadAction[]> = {
  queued: ['pause', 'cancel'],
  downloading: ['pause', 'cancel'],
  verifying: ['cancel'],
  paused: ['resume', 'cancel', 'changeLink'],
  'needs-link': ['changeLink', 'retry', 'cancel'],
  failed: ['retry', 'remove', 'changeLink'],
  completed: ['remove', 'verify'],
}

/** All that makes sense for a download in `state`. */
export function actionsOf(state: DownloadState): readonly DownloadAction[] {
  return ACTIONS[state]
}

/** Whether `action` makes sense for a download in `state`. */
export function allows(state: DownloadState, action: DownloadAction): boolean {
  return ACTIONS[state].includes(action)
}
