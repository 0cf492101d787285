import { create } from 'zustand'
import { DEFAULT_UI, type UiPreferences } from '../../shared/ui-preferences'
import { updateUi } from './update-settings'

export type Columns = UiPreferences['columns']

/** Widths are saved this long after their last change: a drag changes them in many small steps. */
const SAVE_WIDTHS_AFTER_MS = 400

/** The columns as the person has them now. */
export const useColumns = create<Columns>(() => DEFAULT_UI.columns)

let timer: ReturnType<typeof setTimeout>

/** Changes the columns and saves them, so that quitting right after a change loses nothing. */
export function changeColumns(patch: Partial<Columns>): void {
  useColumns.setState(patch)
  clearTimeout(timer)
  if (patch.widths === undefined) save()
  else timer = setTimeout(save, SAVE_WIDTHS_AFTER_MS)
}

/** Restores the default order, widths and visibility. */
export function resetColumns(): void {
  clearTimeout(timer)
  useColumns.setState(DEFAULT_UI.columns)
  save()
}

function save(): void {
  updateUi({ columns: useColumns.getState() })
}

/**
 * As they were when the window was closed last. Only at the start: what the settings tell later is
 * what this window said itself, and by then they may have been changed again.
 */
export function restoreColumns(columns: Columns): void {
  useColumns.setState(columns)
}
