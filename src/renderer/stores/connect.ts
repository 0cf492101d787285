import { toast } from 'sonner'
import type { Changes } from '../../shared/ipc'
import { messageOf, runCommand } from '../lib/run-command'
import { useApp } from './app'
import { openAddDialog, openSettings } from './dialogs'
import { fromList, useDownloads, withChanges } from './downloads'

/** Fills the stores from the main process and keeps them true for as long as the window lives. */
export function connect(): void {
  let early: Changes[] | null = []
  window.rill.on('changes', (changes) => {
    if (early) early.push(changes)
    else useDownloads.setState((state) => withChanges(state, changes))
  })
  window.rill.on('settings', (settings) => useApp.setState({ settings }))
  window.rill.on('openAddDialog', ({ text }) => openAddDialog(text))
  window.rill.on('openSettings', () => openSettings())
  window.addEventListener('online', () => runCommand(window.rill.networkBack()))
  window.rill.on('notice', ({ text }) => {
    toast(text)
  })

  window.rill.snapshot().then(
    ({ downloads, settings, version, platform }) => {
      // News that overtook the snapshot may be older or younger than it. Younger ones must not be
      // lost; an older one is put right by the next message about the same row.
      useDownloads.setState((early ?? []).reduce(withChanges, fromList(downloads)))
      early = null
      useApp.setState({ phase: 'ready', settings, version, platform })
    },
    (error: unknown) => useApp.setState({ phase: 'broken', problem: messageOf(error) }),
  )
}
