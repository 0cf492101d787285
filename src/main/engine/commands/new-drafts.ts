import type { AddDrafts, LinkDraft } from '../../../shared/adding/drafts'
import { type DownloadOptions, NO_OPTIONS } from '../../../shared/download-options'
import type { Files } from '../ports/files'
import type { DownloadDraft } from '../records'

/** What is asked to be added, as it is put on record. */
export function newDrafts(
  { drafts, dir, options, start }: Omit<AddDrafts, 'place'>,
  files: Pick<Files, 'safeName'>,
  addedAtMs: number,
): DownloadDraft[] {
  // One object for all that have no options of their own: there may be very many.
  const common = { ...NO_OPTIONS, ...options }
  const startAtMs = typeof start === 'object' && start.atMs > addedAtMs ? start.atMs : null
  return drafts.map((draft) => ({
    url: draft.url,
    dir: draft.dir ?? dir,
    wishedName: draft.wishedName === undefined ? null : files.safeName(draft.wishedName),
    options: draft.options === undefined ? common : merged(common, draft.options),
    state: start === 'paused' ? 'paused' : 'queued',
    addedAtMs,
    startAtMs,
  }))
}

/** What stands with a link is stronger than what is said of all; header fields come together. */
function merged(common: DownloadOptions, own: NonNullable<LinkDraft['options']>): DownloadOptions {
  const headers = { ...common.headers, ...own.headers }
  const checksums = [...common.checksums, ...(own.checksums ?? [])]
  return { ...common, ...own, headers, checksums }
}
