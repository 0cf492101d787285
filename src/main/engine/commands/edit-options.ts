import { type DownloadChange, NAMED_OPTIONS } from '../../../shared/download-change'
import type { DownloadOptions } from '../../../shared/download-options'
import type { TimelineKind } from '../../../shared/timeline'
import type { Facts } from '../timeline'

/** The timeline entry of a changed option. */
interface Note {
  readonly kind: TimelineKind
  readonly facts: Facts
}

/** The options after a change, and the entries for the timeline; null if nothing changed. */
export function editOptions(
  options: DownloadOptions,
  { login, name: _name, dir: _dir, ...others }: DownloadChange,
): { readonly options: DownloadOptions; readonly notes: readonly Note[] } | null {
  const given = Object.fromEntries(
    Object.entries(others).filter(([, value]) => value !== undefined),
  )
  const after: DownloadOptions = {
    ...options,
    ...given,
    ...(login !== undefined && { login: loginAfter(options.login, login) }),
  }
  const notes = NOTED.filter((name) => !isSame(after[name], options[name])).map((name) =>
    noteOf(name, after),
  )
  return notes.length === 0 ? null : { options: after, notes }
}

const NOTED = ['limitBytesPerSec', ...NAMED_OPTIONS] as const

/** Of what may be a secret only that it was changed. */
function noteOf(name: (typeof NOTED)[number], options: DownloadOptions): Note {
  if (name === 'limitBytesPerSec') {
    return { kind: 'limited', facts: { limitBytesPerSec: options.limitBytesPerSec } }
  }
  const value = name === 'connections' || name === 'onConflict' ? options[name] : null
  return { kind: 'changed', facts: { what: name, to: value } }
}

function loginAfter(
  before: DownloadOptions['login'],
  login: NonNullable<DownloadChange['login']> | null,
): DownloadOptions['login'] {
  if (login === null) return null
  return { user: login.user, password: login.password ?? before?.password ?? '' }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
