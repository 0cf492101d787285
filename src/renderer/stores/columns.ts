import { create } from 'zustand'
import { DEFAULT_UI, type UiPreferences } from '../../shared/ui-preferences'
import { runCommand } from '../lib/run-command'
import { useApp } from './app'

export type Columns = UiPreferences['columns']

/** So long after the last change they are remembered: a column is dragged in many small steps. */
const REMEMBER_AFTER_MS = 400

/** The columns as the person has them now. */
export const useColumns = create<Columns>(() => DEFAULT_UI.columns)

let timer: ReturnType<typeof setTimeout> | undefined

/** Changes the columns at once, and remembers them a little later. */
export function changeColumns(patch: Partial<Columns>): void {
  useColumns.setState(patch)
  clearTimeout(timer)
  timer = setTimeout(() => {
    timer = undefined
    runCommand(window.rill.updateSettings({ ui: { columns: useColumns.getState() } }))
  }, REMEMBER_AFTER_MS)
}

/** Order, widths and what is hidden, as they came. */
export function resetColumns(): void {
  changeColumns(DEFAULT_UI.columns)
}

/** What the settings say counts, unless a change here is about to become what they say. */
useApp.subscribe(({ settings }, before) => {
  const columns = settings?.ui.columns
  if (columns === undefined || columns === before.settings?.ui.columns) return
  if (timer === undefined) useColumns.setState(columns)
})
