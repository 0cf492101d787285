import { describeError } from '../../shared/describe-error'
import type { ErrorCode, ErrorInfo } from '../../shared/errors'
import { redact } from '../../shared/redact'

/** What a person does about it here, where the general words mean the window. */
const REMEDIES: Partial<Record<ErrorCode, string>> = {
  unauthorized: 'Log in with --user NAME:PASS, or get a link that works without logging in.',
  'name-taken': 'Choose another name with -o, another folder with -d, or see --on-conflict.',
  'disk-full': 'Free some space, then give the same command again: what has arrived is kept.',
  'folder-missing': 'Plug in or create the folder, then give the same command again.',
  damaged: 'The same rill get command repairs it: only what is damaged is downloaded again.',
}

/** What happened and what to do, without a secret. */
export function sentence(error: ErrorInfo | null): string {
  if (error === null) return ''
  const { happened, remedy } = describeError(error)
  return redact(`${happened} ${REMEDIES[error.code] ?? remedy}`)
}

/** The link as the person gave it, so that it can be told from others. */
export function withoutPassword(url: string): string {
  return url.replace(/^([a-z]+:\/\/[^/?#:@]*):[^/?#]*@/iu, '$1:***@')
}
