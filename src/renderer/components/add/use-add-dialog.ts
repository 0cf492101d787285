import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { StartWhen } from '../../../shared/adding/drafts'
import { type AddItem, type ItemContext, itemMaker } from '../../lib/adding/add-items'
import { readOptions, type TypedOptions } from '../../lib/adding/add-options'
import { addRequest } from '../../lib/adding/add-request'
import { recentFolders } from '../../lib/adding/recent-folders'
import { t } from '../../lib/i18n/i18n'
import { messageOf } from '../../lib/run-command'
import { type Recognised, recogniser } from '../../link-input/recognise'
import { resetAddForm, useAddForm } from '../../stores/add-form'
import { useApp } from '../../stores/app'
import { closeDialog, useDialogs } from '../../stores/dialogs'
import { showEverything } from '../../stores/list-view'
import { clearPreflights, usePreflights } from '../../stores/preflights'
import { makeCurrent } from '../../stores/selection'
import { updateUi } from '../../stores/update-settings'

/** When the buttons of the dialog start what they add; `later` is the time that was chosen. */
export type AddWhen = 'now' | 'paused'

interface AddDialogState {
  readonly text: string
  readonly found: Recognised
  readonly items: readonly AddItem[]
  readonly dir: string
  readonly possible: boolean
  /** What went wrong with adding. */
  readonly problem: string | null
  readonly typed: TypedOptions
  readonly add: (when: AddWhen) => Promise<void>
}

/** All that the dialog shows, from its text and its fields. */
export function useAddDialog(): AddDialogState {
  const text = useDialogs((state) => state.links)
  const settings = useApp((state) => state.settings)
  const form = useAddForm()
  const { reports, version } = usePreflights()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  useBeginning()

  const { typedDir, edits, literal, whenThere, place, later } = form
  const settled = useDeferredValue(text)
  const [recognise] = useState(recogniser)
  const found = useMemo(() => recognise(settled, { literal }), [recognise, settled, literal])
  const folder = settings?.folder ?? ''
  const categories = settings?.categories
  // A report that came in makes the items anew.
  const context = useMemo<ItemContext & { readonly version: number }>(
    () => ({
      ...{ edits, reports, version, folder, whenThere },
      typedDir: typedDir?.trim() ?? null,
      categories: categories ?? [],
    }),
    [edits, reports, version, folder, whenThere, typedDir, categories],
  )
  const [make] = useState(itemMaker)
  const items = useMemo(() => make(found.links, context), [make, found, context])
  const typed = useMemo(() => readOptions(form.fields), [form.fields])
  const [only, ...others] = items
  const dir = (typedDir ?? (others.length === 0 ? only?.dir : undefined) ?? folder).trim()

  const isOpen = dir !== '' && !busy && typed.wrong.length === 0
  const add = async (when: AddWhen): Promise<void> => {
    // What was typed last may not have been read yet.
    const { links } = useDialogs.getState()
    const isRead = settled === links
    const all = isRead ? items : make(recognise(links, { literal }).links, context)
    if (!isOpen || all.length === 0) return
    const start = startOf(when, later)
    if (start === null) {
      setProblem(t('add.pastTime'))
      return
    }
    const { options } = typed
    const adding = addRequest(all, { dir, options, whenThere, place, start })
    setBusy(true)
    try {
      for (const { id, url } of adding.relinked) await window.rill.changeLink(id, url)
      const ids = adding.request === null ? [] : await window.rill.addDrafts(adding.request)
      closeDialog()
      showEverything()
      makeCurrent(ids[0] ?? adding.shown)
      rememberFolder(dir)
    } catch (error) {
      setProblem(messageOf(error))
      setBusy(false)
    }
  }

  return {
    ...{ text, found, items, dir, problem, add },
    possible: isOpen && items.length > 0,
    typed,
  }
}

function useBeginning(): void {
  useEffect(() => {
    const usual = useApp.getState().settings?.ui.addDefaults
    resetAddForm({ showsOptions: usual?.moreOptions ?? false, looks: usual?.looks ?? true })
    return () => clearPreflights()
  }, [])
}

function startOf(when: AddWhen, later: string | null): StartWhen | null {
  if (when === 'paused' || later === null) return when
  const atMs = new Date(later).getTime()
  return Number.isFinite(atMs) && atMs > Date.now() ? { atMs } : null
}

/** Which folder was used last is of use, and no more: nobody waits for it. */
function rememberFolder(dir: string): void {
  const { settings } = useApp.getState()
  if (settings === null) return
  const { addDefaults } = settings.ui
  const { showsOptions, looks } = useAddForm.getState()
  const next = {
    ...addDefaults,
    moreOptions: showsOptions,
    looks,
    recentFolders: recentFolders(dir, addDefaults.recentFolders),
  }
  updateUi({ addDefaults: next })
}
