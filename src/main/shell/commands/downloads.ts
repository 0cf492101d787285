import { existsSync } from 'node:fs'
import { shell } from 'electron'
import type { DownloadId } from '../../../shared/download'
import type { DOWNLOAD_ARGUMENTS } from '../../../shared/ipc/downloads'
import type { Engine } from '../../engine/engine'
import { CommandError } from '../answer-command'
import { t } from '../i18n'
import type { CommandContext, HandlersOf } from './command-context'

/** Commands for downloads in the list. */
export function downloadCommands({
  engine,
}: CommandContext): HandlersOf<typeof DOWNLOAD_ARGUMENTS> {
  return {
    pause: (ids) => engine.control.pause(ids),
    resume: (ids) => engine.control.resume(ids),
    retry: (ids) => engine.control.retry(ids),
    changeLink: (id, url) => engine.links.replace(id, url),
    verify: (ids) => engine.integrity.verifyAll(ids),
    pauseAll: () => engine.control.pauseAll(),
    resumeAll: () => engine.control.resumeAll(),
    open: (id) => openFile(engine, id),
    showInFolder: (id) => shell.showItemInFolder(existingPath(engine, id)),
  }
}

async function openFile(engine: Engine, id: DownloadId): Promise<void> {
  const path = existingPath(engine, id)
  const name = engine.queries.get(id)?.name ?? path
  if (engine.queries.get(id)?.state !== 'completed') {
    throw new CommandError(t('commands.notComplete', { name }))
  }
  const problem = await shell.openPath(path)
  if (problem !== '') {
    throw new CommandError(t('commands.noProgram', { name }))
  }
}

/** The path of a download's file; throws CommandError if the file is gone. */
function existingPath(engine: Engine, id: DownloadId): string {
  const view = engine.queries.get(id)
  if (view === undefined) throw new CommandError(t('commands.notInList'))
  const path = engine.queries.pathOf(id)
  if (path !== null && existsSync(path)) return path
  throw new CommandError(
    view.state === 'completed'
      ? t('commands.fileGone', { name: view.name, dir: view.dir })
      : t('commands.noFile', { name: view.name }),
  )
}
