import type { ADDING_ARGUMENTS } from '../../../shared/ipc/adding'
import { addDraftsInSlices, addInSlices } from './add-in-slices'
import type { CommandContext, HandlersOf } from './command-context'
import { Preflights } from './preflights'
import { refuseRelative } from './refuse-relative'

/** How links become downloads. */
export function addingCommands({
  engine,
  known,
}: CommandContext): HandlersOf<typeof ADDING_ARGUMENTS> {
  const preflights = new Preflights(engine, known)
  return {
    addDownloads: (request) => {
      refuseRelative(request.dir)
      return addInSlices(engine, request)
    },
    addDrafts: (request) => {
      const dirs = request.drafts.flatMap(({ dir }) => dir ?? [])
      for (const dir of new Set([request.dir, ...dirs])) refuseRelative(dir)
      return addDraftsInSlices(engine, request)
    },
    preflight: (look) => {
      refuseRelative(look.dir)
      return preflights.run(look)
    },
    cancelPreflights: () => preflights.callOff(),
    freeSpace: async (dir) => {
      refuseRelative(dir)
      return await engine.freeBytes(dir)
    },
  }
}
