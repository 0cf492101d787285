import type { ADDING_ARGUMENTS } from '../../../shared/ipc/adding'
import { addDraftsInSlices, addInSlices } from './add-in-slices'
import type { CommandContext, HandlersOf } from './command-context'
import { Preflights } from './preflights'
import { refuseRelative } from './refuse-relative'

/** Commands that add downloads. */
export function addingCommands({
  engine,
  duplicates,
}: CommandContext): HandlersOf<typeof ADDING_ARGUMENTS> {
  const preflights = new Preflights(engine, duplicates)
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
    preflight: (request) => {
      refuseRelative(request.dir)
      return preflights.run(request)
    },
    cancelPreflights: () => preflights.cancelAll(),
    freeSpace: async (dir) => {
      refuseRelative(dir)
      return await engine.preflight.freeBytes(dir)
    },
  }
}
