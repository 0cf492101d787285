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

/** How far Rill could prove that the finished file is the right one. */
export type Proof = 'checksum' | 'validator' | 'length' | 'none'

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
  /** While it waits to try again: why, and when (ms since the epoch). */
  readonly retrying: { readonly error: ErrorInfo; readonly atMs: number } | null
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
