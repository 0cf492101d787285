import { powerMonitor } from 'electron'
import { onAccentChanged } from './accent'
import { announceOutcomes } from './announcements'
import type { Menus } from './build-menus'
import type { CommandContext } from './commands/command-context'
import { watchStatus } from './desktop-status'
import { followSettings } from './follow-settings'
import { notifyOfOutcomes } from './outcome-notifications'
import { keepAwake, taskbarStatus } from './taskbar'

/** Hands the engine's events to window, menus, tray, taskbar and notifications. */
export function watchEngine(
  { engine, feed, window }: Pick<CommandContext, 'engine' | 'feed' | 'window'>,
  { menu, tray }: Menus,
): void {
  const menus = tray === null ? [menu] : [menu, tray]
  const showTaskbar = taskbarStatus(() => window.browserWindow)
  const keepSystemAwake = keepAwake()
  watchStatus(engine, (status) => {
    for (const shown of menus) shown.showStatus(status)
    showTaskbar(status)
    keepSystemAwake(status)
  })
  engine.subscribe((event) => feed.note(event))
  followSettings(engine, menus)
  notifyOfOutcomes(engine, window, feed)
  announceOutcomes(engine, feed, () => window.isWatched())
  onAccentChanged((accent) => feed.post('accent', accent))
  powerMonitor.on('resume', () => engine.networkBack())
}
