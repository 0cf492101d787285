import { shell } from 'electron'
import { isLink } from '../../shared/links'

/** Opens a web page in the person's browser; anything but http and https is ignored. */
export function openInBrowser(url: string): void {
  if (!isLink(url)) return
  shell.openExternal(url).catch((error: unknown) => {
    console.error(`No browser could be opened for ${url}:`, error)
  })
}
