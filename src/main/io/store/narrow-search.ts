import { fold } from '../../../shared/fold'
import type { ListFilter, SearchTerm } from '../../../shared/list-query'

/**
 * Whether everything that passes `narrow` also passes `wide`. It does while a person types: each
 * letter makes a word longer, and each word adds a condition. False where that is hard to tell.
 */
export function isNarrower(narrow: ListFilter, wide: ListFilter): boolean {
  const { terms: ofNarrow = [], ...restOfNarrow } = narrow
  const { terms: ofWide = [], ...restOfWide } = wide
  return (
    JSON.stringify(restOfNarrow) === JSON.stringify(restOfWide) &&
    ofWide.every((term) => ofNarrow.some((other) => implies(other, term)))
  )
}

function implies(term: SearchTerm, other: SearchTerm): boolean {
  if (JSON.stringify(term.fields) !== JSON.stringify(other.fields)) return false
  if (term.isNot === true || other.isNot === true) {
    return JSON.stringify(term) === JSON.stringify(other)
  }
  return (
    fold(term.text).includes(fold(other.text)) &&
    isSubset(term.errorCodes, other.errorCodes) &&
    isSubset(term.errorReasons, other.errorReasons)
  )
}

/** Not so after a change of language between two queries. */
function isSubset(part: readonly string[] = [], whole: readonly string[] = []): boolean {
  return part.every((value) => whole.includes(value))
}
