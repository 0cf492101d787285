import { toast } from 'sonner'
import { textOfLinks } from '../lib/adding/text-of-links'
import { messageOf, runCommand } from '../lib/run-command'
import { useAnnouncements } from './announcements'
import { useApp } from './app'
import { offerToRestore } from './bulk-actions'
import { startClock } from './clock'
import { restoreColumns } from './columns'
import { listenForDetails, restoreDetails } from './details'
import { openAddDialog, openSettings } from './dialogs'
import { useList, withRows } from './list'
import { sortBy } from './list-view'
import { inNextFrame } from './next-frame'
import { useSummary } from './summary'
import { receiveSettings } from './update-settings'
import { watchList } from './watch-list'

/** Fills the stores from the main process and keeps them true for as long as the window lives. */
export function connect(): void {
  const { rill } = window
  rill.on('rows', (rows) => inNextFrame(() => useList.setState((state) => withRows(state, rows))))
  rill.on('counts', (counts) => inNextFrame(() => useSummary.setState({ counts })))
  rill.on('totals', (totals) => inNextFrame(() => useSummary.setState({ totals })))
  rill.on('settings', receiveSettings)
  rill.on('announcement', (news) => useAnnouncements.setState(news))
  rill.on('accent', (accent) => useApp.setState({ accent }))
  rill.on('openAddDialog', ({ text }) => openAddDialog(textOfLinks({ plain: text, html: '' })))
  rill.on('openSettings', () => openSettings())
  rill.on('notice', ({ text }) => {
    toast(text)
  })
  listenForDetails()
  startClock()
  window.addEventListener('online', () => runCommand(rill.networkBack()))
  start().catch((error: unknown) => useApp.setState({ phase: 'broken', problem: messageOf(error) }))
}

async function start(): Promise<void> {
  const snapshot = await window.rill.snapshot()
  useApp.setState(snapshot)
  receiveSettings(snapshot.settings)
  sortBy(snapshot.settings.ui.sort)
  restoreColumns(snapshot.settings.ui.columns)
  restoreDetails(snapshot.settings.ui.drawer.open)
  await watchList()
  useApp.setState({ phase: 'ready' })
  await offerToRestore()
}
