import { create } from 'zustand'
import { DEFAULT_UI, type UiPreferences } from '../../shared/ui-preferences'
import { updateUi } from '../lib/update-settings'

export type Columns = UiPreferences['columns']

/** So long after the last change they are remembered: a column is dragged in many small steps. */
const REMEMBER_AFTER_MS = 400

/** The columns as the person has them now. */
export const useColumns = create<Columns>(() => DEFAULT_UI.columns)

let timer: ReturnType<typeof setTimeout>

/** Changes the columns at once, and remembers them a little later. */
export function changeColumns(patch: Partial<Columns>): void {
  useColumns.setState(patch)
  clearTimeout(timer)
  timer = setTimeout(() => {
    updateUi({ columns: useColumns.getState() })
  }, REMEMBER_AFTER_MS)
}

/** Order, widths and what is hidden, as they came. */
export function resetColumns(): void {
  changeColumns(DEFAULT_UI.columns)
}

/**
 * As they were when the window was closed last. Only at the start: what the settings tell later is
 * what this window said itself, and by then they may have been changed again.
 */
export function restoreColumns(columns: Columns): void {
  useColumns.setState(columns)
}
