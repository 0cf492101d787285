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
  const requests = (ids: readonly DownloadId[]) =>
    ids.flatMap((id) => engine.queries.request(id) ?? [])
  return {
    possibleActions: (ids) => engine.queries.countActions(ids),
    trash: (ids, { withFile, only }) => {
      const chosen = only === null ? ids : engine.queries.allowing(only, ids)
      engine.trash.put(chosen, withFile)
      const isChosen = new Set(chosen)
      return engine.trash.list().filter(({ id }) => isChosen.has(id))
    },
    restore: (ids) => engine.trash.restore(ids),
    trashed: () => engine.trash.list(),
    move: (ids, before) => {
      const moved = new Set(ids)
      const inOrder = lists.list({ sort: { column: 'rank' } }).ids.filter((id) => moved.has(id))
      engine.queue.move(inOrder, before)
    },
    moveBy: (ids, step) => engine.queue.moveBy(ids, step),
    dragOut: (ids) => {
      const finished = ids.filter((id) => engine.queries.get(id)?.state === 'completed')
      const files = finished.flatMap((id) => engine.queries.pathOf(id) ?? []).filter(existsSync)
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
