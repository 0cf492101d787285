import type { Validator } from '../ports/http'

/** Weak ETags say "equivalent", not "the same bytes" (RFC 9110 §8.8.1). */
export const strongEtag = ({ etag }: Validator): string | null =>
  etag === null || etag.startsWith('W/') ? null : etag

/** The value for If-Range: it takes a strong ETag or a date (RFC 9110 §13.1.5). */
export function ifRangeValue(validator: Validator): string | null {
  return strongEtag(validator) ?? validator.lastModified
}

/**
 * Whether two responses belong to the same version. `same`: strong ETags say so. `other`: validators
 * differ. `unsure`: nothing speaks against it, and nothing proves it: a date has seconds only, and
 * may be missing. `doubtful`: strong ETags differ and the date is the same, as when the nodes of a
 * CDN each make their own ETag.
 */
export type VersionVerdict = 'same' | 'unsure' | 'doubtful' | 'other'

export function compareVersions(a: Validator, b: Validator): VersionVerdict {
  const [etagA, etagB] = [strongEtag(a), strongEtag(b)]
  if (etagA !== null && etagA === etagB) return 'same'
  const haveDates = a.lastModified !== null && b.lastModified !== null
  const isSameDate = haveDates && a.lastModified === b.lastModified
  if (etagA !== null && etagB !== null) return isSameDate ? 'doubtful' : 'other'
  return haveDates && !isSameDate ? 'other' : 'unsure'
}
