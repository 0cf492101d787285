import { toast } from 'sonner'
import { messageOf, runCommand } from '../lib/run-command'
import { useApp } from './app'
import { offerBackWhatIsDiscarded } from './bulk-actions'
import { openAddDialog, openSettings } from './dialogs'
import { inNextFrame } from './each-frame'
import { useHappenings } from './happenings'
import { useList, withRows } from './list'
import { sortBy } from './list-view'
import { useSummary } from './summary'
import { watchList } from './watch-list'

/** Fills the stores from the main process and keeps them true for as long as the window lives. */
export function connect(): void {
  const { rill } = window
  rill.on('rows', (rows) => inNextFrame(() => useList.setState((state) => withRows(state, rows))))
  rill.on('counts', (counts) => inNextFrame(() => useSummary.setState({ counts })))
  rill.on('totals', (totals) => inNextFrame(() => useSummary.setState({ totals })))
  rill.on('settings', (settings) => useApp.setState({ settings }))
  rill.on('happened', (news) => useHappenings.setState(news))
  rill.on('accent', (accent) => useApp.setState({ accent }))
  rill.on('openAddDialog', ({ text }) => openAddDialog(text))
  rill.on('openSettings', () => openSettings())
  rill.on('notice', ({ text }) => {
    toast(text)
  })
  window.addEventListener('online', () => runCommand(rill.networkBack()))
  start().catch((error: unknown) => useApp.setState({ phase: 'broken', problem: messageOf(error) }))
}

async function start(): Promise<void> {
  const snapshot = await window.rill.snapshot()
  useApp.setState(snapshot)
  sortBy(snapshot.settings.ui.sort)
  await watchList()
  useApp.setState({ phase: 'ready' })
  await offerBackWhatIsDiscarded()
}
