import { Notification } from 'electron'
import { exposeToTests } from './e2e-hooks'
import { appIcon } from './icons'

export interface NotificationContent {
  readonly title: string
  readonly body: string
  onClick(): void
}

/** Longer than any system takes to say that it shows a notification. */
const SHOWN_WITHIN_MS = 2000

/** So that clicks still arrive, but a month of downloads does not pile up. */
const MOST_KEPT = 50

const kept: Notification[] = []
const recorded: { title: string; body: string; click(): void }[] = []
exposeToTests('rillNotifications', recorded)

/** Shows a notification of the system. Resolves to whether the system really shows it. */
export function showNotification({ title, body, onClick }: NotificationContent): Promise<boolean> {
  if (process.env.RILL_E2E === '1') recorded.push({ title, body, click: onClick })
  if (!Notification.isSupported()) return Promise.resolve(false)
  return new Promise((resolve) => {
    const notification = new Notification({ title, body, icon: appIcon() })
    // One that is collected as garbage no longer tells of its click.
    kept.push(notification)
    if (kept.length > MOST_KEPT) kept.shift()
    notification.on('click', onClick)
    notification.on('show', () => resolve(true))
    notification.on('failed', () => resolve(false))
    setTimeout(() => resolve(false), SHOWN_WITHIN_MS)
    notification.show()
  })
}
