import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { clipboard, dialog } from 'electron'
import type { DownloadId } from '../../../shared/download'
import type { DownloadChange } from '../../../shared/download-change'
import { exportTimeline } from '../../../shared/export-timeline'
import type { DETAILS_ARGUMENTS } from '../../../shared/ipc/details'
import type { Engine } from '../../engine/engine'
import { CommandError } from '../answer-command'
import { openInBrowser } from '../external-links'
import { t } from '../i18n'
import type { CommandContext, HandlersOf } from './command-context'
import { refuseRelative } from './refuse-relative'
import { summarise } from './summarise'

/** Commands for the details of a download. */
export function detailsCommands({
  engine,
  feed,
  window,
}: CommandContext): HandlersOf<typeof DETAILS_ARGUMENTS> {
  return {
    watchDetails: (id) => feed.watchDetails(id),
    timeline: (id) => engine.queries.timeline(id),
    saveTimeline: (id) => saveTimeline({ engine, window }, id),
    changeDownload: (id, change) => changeDownload(engine, id, change),
    summarise: (ids) => summarise(engine, ids),
    openLink: (id) => openInBrowser(engine.queries.get(id)?.url ?? ''),
    copyText: (text) => clipboard.writeText(text),
  }
}

async function changeDownload(
  engine: Engine,
  id: DownloadId,
  change: DownloadChange,
): Promise<void> {
  if (change.dir !== undefined) refuseRelative(change.dir)
  const outcome = await engine.editor.edit(id, change)
  if (outcome === 'must-not-stop') throw new CommandError(t('details.mustNotStop'))
  if (outcome === 'busy') throw new CommandError(t('details.busy'))
}

async function saveTimeline(
  { engine, window }: Pick<CommandContext, 'engine' | 'window'>,
  id: DownloadId,
): Promise<void> {
  const view = engine.queries.get(id)
  if (view === undefined) throw new CommandError(t('commands.notInList'))
  const options = {
    title: t('details.saveTimeline'),
    defaultPath: join(view.dir, `${view.name}.log.txt`),
  }
  const parent = window.browserWindow
  const { canceled, filePath } = await (parent === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(parent, options))
  if (canceled || filePath === '') return
  try {
    await writeFile(filePath, exportTimeline(engine.queries.timeline(id), view))
  } catch {
    throw new CommandError(t('details.notSaved', { path: filePath }))
  }
}
