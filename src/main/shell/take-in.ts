import { clipboard } from 'electron'
import { findLinks } from '../../shared/links'
import type { Engine } from '../engine/engine'
import type { Arrival } from './launch-arguments'
import { readLinkFiles } from './link-files'
import type { MainWindow } from './main-window'
import type { WindowFeed } from './window-feed'

interface Parts {
  readonly engine: Engine
  readonly feed: WindowFeed
  readonly window: MainWindow
}

/** Adds and starts the links that a start of the app brought, and says what it could not use. */
export async function takeIn(
  { links, files, notUnderstood }: Arrival,
  { engine, feed }: Parts,
): Promise<void> {
  const fromFiles = await readLinkFiles(files)
  const urls = [...new Set([...links, ...fromFiles.links])]
  if (urls.length > 0) engine.add({ urls, dir: engine.settings().folder, paused: false })
  const refused = notUnderstood.map(
    (word) => `Rill cannot use “${word}”: it takes links, rill: links and .txt files of links.`,
  )
  for (const text of [...fromFiles.problems, ...refused]) feed.post('notice', { text })
}

/** Opens the dialog to add downloads, filled in with the links on the clipboard. */
export async function addFromClipboard({ feed, window }: Parts): Promise<void> {
  const links = findLinks(await clipboard.readText())
  window.show()
  feed.post('openAddDialog', { text: links.join('\n') })
  if (links.length === 0) feed.post('notice', { text: 'There is no link on the clipboard.' })
}
