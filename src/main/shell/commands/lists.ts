import type { LIST_ARGUMENTS } from '../../../shared/ipc/lists'
import type { CommandContext, HandlersOf } from './command-context'

/** Commands that read lists of downloads in windows. */
export function listCommands({ feed, lists }: CommandContext): HandlersOf<typeof LIST_ARGUMENTS> {
  return {
    watchList: (wanted) => feed.watchList(wanted),
    readList: ({ query, first, count }) => ({
      revision: 0,
      version: 0,
      total: lists.list(query).ids.length,
      first,
      rows: lists.rows(query, first, count),
    }),
    listIds: (query) => lists.list(query).ids,
    idsBetween: (query, from, to) => {
      const { ids } = lists.list(query)
      const places = [ids.indexOf(from), ids.indexOf(to)]
      return places.includes(-1) ? [] : ids.slice(Math.min(...places), Math.max(...places) + 1)
    },
    positionOf: (query, id) => lists.position(query, id),
  }
}
