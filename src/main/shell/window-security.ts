import { app, type Session, type WebContents } from 'electron'
import { openInBrowser } from './external-links'
import { isOwnUrl } from './own-url'

/** Keeps every page of this app where it is: no navigation, no new window, no embedded page. */
export function lockDownPages(ownUrl: string): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents, ownUrl))
}

/** Refuses every request of a page: permissions, devices, Chromium's downloads. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}

function lockDown(contents: WebContents, ownUrl: string): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnUrl(event.url, ownUrl)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openInBrowser(url)
    return { action: 'deny' }
  })
}
