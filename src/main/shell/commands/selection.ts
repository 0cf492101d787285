import { existsSync } from 'node:fs'
import { clipboard } from 'electron'
import type { DownloadId } from '../../../shared/download'
import type { SELECTION_ARGUMENTS } from '../../../shared/ipc/selection'
import { curlCommand } from '../curl-command'
import { dragIcon } from '../icons'
import type { CommandContext, HandlersOf } from './command-context'

/** Commands for many downloads at once, and for rows of the list. */
export function selectionCommands({
  engine,
  lists,
  window,
}: CommandContext): HandlersOf<typeof SELECTION_ARGUMENTS> {
  const requests = (ids: readonly DownloadId[]) => ids.flatMap((id) => engine.request(id) ?? [])
  return {
    possibleActions: (ids) => engine.countActions(ids),
    trash: (ids, { withFile, only }) => {
      const chosen = only === null ? ids : engine.allowing(only, ids)
      engine.discard(chosen, withFile)
      const isChosen = new Set(chosen)
      return engine.discarded().filter(({ id }) => isChosen.has(id))
    },
    restore: (ids) => engine.restore(ids),
    trashed: () => engine.discarded(),
    move: (ids, before) => {
      const moved = new Set(ids)
      const inOrder = lists.list({ sort: { column: 'rank' } }).ids.filter((id) => moved.has(id))
      engine.move(inOrder, before)
    },
    moveBy: (ids, step) => engine.moveBy(ids, step),
    dragOut: (ids) => {
      const finished = ids.filter((id) => engine.get(id)?.state === 'completed')
      const files = finished.flatMap((id) => engine.pathOf(id) ?? []).filter(existsSync)
      const [file] = files
      if (file !== undefined) {
        window.browserWindow?.webContents.startDrag({ file, files, icon: dragIcon() })
      }
    },
    copyLinks: async (ids) => {
      const links = requests(ids).map(({ url }) => url)
      await clipboard.writeText(links.join('\n'))
      return links.length
    },
    copyAsCurl: async (ids) => {
      const commands = requests(ids).map(({ url, options }) => curlCommand(url, options))
      await clipboard.writeText(commands.join('\n'))
    },
    findName: (query, startsWith, after) => lists.findName(query, startsWith, after),
  }
}
