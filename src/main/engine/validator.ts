/** What identifies a version of a resource (RFC 9110 §8.8), as the server wrote it. */
export interface Validator {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** Weak ETags say "equivalent", not "the same bytes" (RFC 9110 §8.8.1). */
const strongEtag = ({ etag }: Validator): string | null =>
  etag === null || etag.startsWith('W/') ? null : etag

/** The value for If-Range: it takes a strong ETag or a date (RFC 9110 §13.1.5). */
export function ifRangeValue(validator: Validator): string | null {
  return strongEtag(validator) ?? validator.lastModified
}

/**
 * Whether two answers may belong to the same version: decided by strong ETags where both have one,
 * else by Last-Modified where both have it; without evidence there is no objection.
 */
export function isSameVersion(a: Validator, b: Validator): boolean {
  const [etagA, etagB] = [strongEtag(a), strongEtag(b)]
  if (etagA !== null && etagB !== null) return etagA === etagB
  if (a.lastModified !== null && b.lastModified !== null) return a.lastModified === b.lastModified
  return true
}
