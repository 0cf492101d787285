import { fold } from '../../../shared/fold'
import type { ListFilter, SearchTerm } from '../../../shared/list-query'

/**
 * Whether all that passes `narrow` surely passes `wide` too, as it is while a person types: each
 * letter makes a word longer, and each word adds one. False where it cannot be told with ease.
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
    return term.isNot === other.isNot && term.text === other.text
  }
  return fold(term.text).includes(fold(other.text))
}
