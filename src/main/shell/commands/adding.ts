import type { ADDING_ARGUMENTS } from '../../../shared/ipc/adding'
import { addInSlices } from './add-in-slices'
import type { HandlersOf, Parts } from './parts'
import { refuseRelative } from './refuse-relative'

/** How links become downloads. */
export function addingCommands({ engine }: Parts): HandlersOf<typeof ADDING_ARGUMENTS> {
  return {
    addDownloads: (request) => {
      refuseRelative(request.dir)
      return addInSlices(engine, request)
    },
  }
}
