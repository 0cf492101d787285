/**
 * What a caller does about an error; see `describeError` for what a person does. `retryable`: tries
 * again, a limited number of times. `waiting`: waits until the reason is gone, for ever. `restart`:
 * what was fetched is of no use. `link`: keeps the bytes and asks for another link. `user`: stops.
 */
export type ErrorFamily = 'retryable' | 'waiting' | 'restart' | 'link' | 'user' | 'bug'

/**
 * Every way a download can fail, with its family. A code, once released, keeps its name for ever:
 * it is stored in the database and printed by `rill get --json`.
 */
export const ERROR_FAMILIES = {
  'bad-link': 'user',
  'not-found': 'user',
  gone: 'link',
  unauthorized: 'link',
  forbidden: 'link',
  'link-expired': 'link',
  'login-page': 'link',
  'other-file': 'link',
  'http-status': 'user',
  'too-many-redirects': 'user',
  'tls-refused': 'user',
  'encoded-answer': 'user',
  'proxy-unusable': 'user',
  'name-taken': 'user',
  'checksum-mismatch': 'user',
  damaged: 'user',
  'disk-full': 'waiting',
  'folder-missing': 'waiting',
  'folder-not-writable': 'user',
  'part-file-lost': 'restart',
  'file-changed': 'restart',
  'range-ignored': 'restart',
  'host-not-found': 'retryable',
  'connection-refused': 'retryable',
  'connection-lost': 'retryable',
  'proxy-failed': 'retryable',
  'network-login': 'retryable',
  stalled: 'retryable',
  'short-body': 'retryable',
  'server-busy': 'retryable',
  'server-error': 'retryable',
  'disk-error': 'user',
  'data-too-new': 'user',
  bug: 'bug',
} as const satisfies Record<string, ErrorFamily>

export type ErrorCode = keyof typeof ERROR_FAMILIES

/**
 * Which of the ways to fail by one code it was, where that helps a person; kept like a code. What
 * they name (`status`, `reply`) is a fact of its own.
 */
export const ERROR_REASONS = [
  'asks-for-login',
  'refuses-login',
  'login-too-long',
  'answers-status',
  'not-socks5',
  'hung-up',
  'general-failure',
  'not-allowed',
  'network-unreachable',
  'host-unreachable',
  'refused',
  'timed-out',
  'unknown-command',
  'unknown-address',
  'unknown-reply',
] as const

export type ErrorReason = (typeof ERROR_REASONS)[number]

/**
 * What an error knows. All optional: a sentence uses the ones that are there.
 * Sizes are bytes; `host` has no port unless one was given; `detail` is a word from the system or
 * the TLS library (`CERT_HAS_EXPIRED`), for people who report a problem. `wanted` and `got` are
 * checksums in hex.
 */
export interface ErrorFacts {
  readonly host?: string
  readonly status?: number
  readonly path?: string
  readonly neededBytes?: number
  readonly freeBytes?: number
  readonly expectedBytes?: number
  readonly damagedBytes?: number
  readonly receivedBytes?: number
  readonly retryAfterMs?: number
  readonly before?: string
  readonly after?: string
  readonly detail?: string
  readonly reason?: ErrorReason
  /** What a SOCKS5 proxy answered by, where it has no name. */
  readonly reply?: number
  readonly algorithm?: string
  readonly wanted?: string
  readonly got?: string
}

/** An error as it is stored and as it travels: the code and the facts, never the words. */
export interface ErrorInfo {
  readonly code: ErrorCode
  readonly facts: ErrorFacts
}
