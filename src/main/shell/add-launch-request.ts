import { clipboard } from 'electron'
import { findLinks } from '../../shared/links'
import type { Engine } from '../engine/engine'
import type { WindowFeed } from './feed/window-feed'
import { t } from './i18n'
import type { LaunchRequest } from './launch-arguments'
import { type ParseMetalink, readLinkFiles } from './link-files'
import type { MainWindow } from './main-window'

/** What a launch request needs to become downloads. */
export interface LaunchTarget {
  readonly engine: Engine
  readonly feed: WindowFeed
  readonly window: MainWindow
  readonly parseMetalink: ParseMetalink
}

/**
 * Adds and starts the links of a launch, those of Metalinks with their names and checksums. A notice
 * in the window names each argument that is not usable.
 */
export async function addLaunchRequest(
  { links, files, notUnderstood }: LaunchRequest,
  { engine, feed, parseMetalink }: LaunchTarget,
): Promise<void> {
  const fromFiles = await readLinkFiles([...new Set(files)], parseMetalink)
  const urls = [...new Set([...links, ...fromFiles.links])]
  const common = { dir: engine.settings().folder, paused: false }
  if (urls.length > 0) engine.additions.addMany({ ...common, urls })
  for (const {
    urls: [url, ...mirrors],
    name,
    checksums,
  } of fromFiles.described) {
    const options = { checksums: [...checksums], mirrors }
    engine.additions.add({
      ...common,
      urls: [url],
      options,
      ...(name !== null && { wishedName: name }),
    })
  }
  const refused = notUnderstood.map((word) => t('notices.notUsable', { word }))
  for (const text of [...fromFiles.problems, ...refused]) feed.post('notice', { text })
}

/** Opens the dialog to add downloads, with the links on the clipboard filled in. */
export async function addFromClipboard({
  feed,
  window,
}: Pick<LaunchTarget, 'feed' | 'window'>): Promise<void> {
  const text = await clipboard.readText()
  const hasLinks = findLinks(text).length > 0
  window.show()
  feed.post('openAddDialog', { text: hasLinks ? text : '' })
  if (!hasLinks) feed.post('notice', { text: t('notices.noLinkOnClipboard') })
}
