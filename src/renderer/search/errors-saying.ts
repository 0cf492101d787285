import type { TFunction } from 'i18next'
import { describeError, describeReason } from '../../shared/describe-error'
import {
  ERROR_FAMILIES,
  ERROR_REASONS,
  type ErrorCode,
  type ErrorReason,
} from '../../shared/errors'
import { fold } from '../../shared/fold'
import type { SearchTerm } from '../../shared/list-query'

/** The sentences of all errors in one language, without hosts, paths and other facts. */
export interface ErrorSentences {
  readonly codes: ReadonlyMap<ErrorCode, string>
  readonly reasons: ReadonlyMap<ErrorReason, string>
}

export function errorSentences(t: TFunction): ErrorSentences {
  const codes = Object.keys(ERROR_FAMILIES) as ErrorCode[]
  return {
    codes: new Map(
      codes.map((code) => [code, fold(describeError({ code, facts: {} }, t).happened)]),
    ),
    reasons: new Map(ERROR_REASONS.map((reason) => [reason, fold(describeReason(reason, {}, t))])),
  }
}

/** The errors whose sentence contains the text, as a search term names them. */
export function errorsSaying(
  text: string,
  { codes, reasons }: ErrorSentences,
): Pick<SearchTerm, 'errorCodes' | 'errorReasons'> {
  const folded = fold(text)
  const errorCodes = containing(codes, folded)
  const errorReasons = containing(reasons, folded)
  return {
    ...(errorCodes.length > 0 && { errorCodes }),
    ...(errorReasons.length > 0 && { errorReasons }),
  }
}

function containing<T>(sentences: ReadonlyMap<T, string>, folded: string): T[] {
  return [...sentences].filter(([, sentence]) => sentence.includes(folded)).map(([key]) => key)
}
