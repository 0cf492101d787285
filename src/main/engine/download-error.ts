import {
  ERROR_FAMILIES,
  type ErrorCode,
  type ErrorFacts,
  type ErrorFamily,
  type ErrorInfo,
} from '../../shared/errors'

/** Why a download cannot go on: a code whose family tells what to do, the facts, and the cause. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError'
  readonly code: ErrorCode
  readonly facts: ErrorFacts

  constructor(code: ErrorCode, facts: ErrorFacts = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause })
    this.code = code
    this.facts = facts
  }

  get family(): ErrorFamily {
    return ERROR_FAMILIES[this.code]
  }

  get info(): ErrorInfo {
    return { code: this.code, facts: this.facts }
  }
}

/**
 * The one error to show for whatever was thrown: of several that came together the first that is
 * not a mistake of ours; what nobody foresaw is a `bug`.
 */
export function toDownloadError(thrown: unknown): DownloadError {
  if (thrown instanceof DownloadError) return thrown
  if (thrown instanceof AggregateError) {
    const errors = thrown.errors.map(toDownloadError)
    const known = errors.find(({ family }) => family !== 'bug') ?? errors[0]
    if (known !== undefined) return known
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return new DownloadError('bug', { detail }, thrown)
}
