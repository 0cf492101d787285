import { MENU_SHORTCUTS } from '../../shared/shortcuts'
import { runCommand } from '../lib/run-command'
import { useApp } from '../stores/app'
import { openAddDialog, openPalette, openSettings, openShortcuts } from '../stores/dialogs'
import { FILTERS, type Filter } from '../stores/filters'
import { showFilter } from '../stores/list-view'
import { selectAll } from '../stores/selection'
import { setSpeedMode } from '../stores/set-speed-mode'
import { useSummary } from '../stores/summary'
import { updateUi } from '../stores/update-settings'
import type { Action, ActionId } from './action'
import { SELECTION_ACTIONS } from './selection-actions'
import { zoomBy } from './zoom-by'

const SHOWS: Record<Filter, ActionId> = {
  all: 'showAll',
  active: 'showActive',
  queued: 'showQueued',
  paused: 'showPaused',
  completed: 'showCompleted',
  failed: 'showFailed',
}

/** All that can be done by name or by keys, in the order in which it is listed. */
export const ACTIONS: readonly Action[] = [
  { id: 'add', keys: MENU_SHORTCUTS.add, run: () => openAddDialog('') },
  { id: 'addFromClipboard', keys: '', run: () => runCommand(addFromClipboard()) },
  { id: 'search', keys: '$mod+f', run: focusSearch },
  { id: 'palette', keys: '$mod+k', run: openPalette },
  { id: 'settings', keys: MENU_SHORTCUTS.settings, run: () => openSettings() },
  { id: 'shortcuts', keys: 'Shift+?', run: openShortcuts },
  {
    id: 'pauseAll',
    keys: '$mod+Shift+p',
    run: () => runCommand(window.rill.pauseAll()),
    isEnabled: () => hasAny('downloading', 'queued'),
  },
  {
    id: 'resumeAll',
    keys: '$mod+Shift+r',
    run: () => runCommand(window.rill.resumeAll()),
    isEnabled: () => hasAny('paused'),
  },
  { id: 'selectAll', keys: '', run: selectAll },
  ...SELECTION_ACTIONS,
  ...FILTERS.map(
    (filter, index): Action => ({
      id: SHOWS[filter],
      keys: `$mod+${index + 1}`,
      run: () => showFilter(filter),
    }),
  ),
  { id: 'speedUnlimited', keys: '', run: () => setSpeedMode('unlimited') },
  { id: 'speedLimited', keys: '', run: () => setSpeedMode('limited') },
  { id: 'speedPaused', keys: '', run: () => setSpeedMode('paused') },
  { id: 'speedPlan', keys: '', run: () => setSpeedMode('schedule') },
  { id: 'editPlan', keys: '', run: () => openSettings('plan') },
  { id: 'themeSystem', keys: '', run: () => updateUi({ theme: 'system' }) },
  { id: 'themeLight', keys: '', run: () => updateUi({ theme: 'light' }) },
  { id: 'themeDark', keys: '', run: () => updateUi({ theme: 'dark' }) },
  { id: 'themeContrast', keys: '', run: () => updateUi({ theme: 'contrast' }) },
  { id: 'density', keys: '', run: changeDensity },
  { id: 'zoomIn', keys: MENU_SHORTCUTS.zoomIn, run: () => zoomBy(1), isEverywhere: true },
  { id: 'zoomOut', keys: MENU_SHORTCUTS.zoomOut, run: () => zoomBy(-1), isEverywhere: true },
  { id: 'zoomReset', keys: MENU_SHORTCUTS.zoomReset, run: () => zoomBy(0), isEverywhere: true },
]

/** Whether it can be done now. */
export function isEnabled({ isEnabled: ask = () => true }: Action): boolean {
  return ask()
}

function hasAny(...states: readonly string[]): boolean {
  const { counts } = useSummary.getState()
  return states.some((state) => (counts?.state[state] ?? 0) > 0)
}

async function addFromClipboard(): Promise<void> {
  openAddDialog(await window.rill.readClipboard())
}

function focusSearch(): void {
  const box = document.getElementById('search')
  if (box instanceof HTMLInputElement) box.select()
}

function changeDensity(): void {
  const density = useApp.getState().settings?.ui.density
  updateUi({ density: density === 'compact' ? 'comfortable' : 'compact' })
}
