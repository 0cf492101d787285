/**
 * The longest Retry-After (RFC 9110 §10.2.3) that is waited for, in milliseconds. A host that asks
 * for more time is left to the person to retry.
 */
export const LONGEST_RETRY_AFTER_MS = 10 * 60_000
