import type { DETAILS_ARGUMENTS } from '../../../shared/ipc/details'
import type { HandlersOf, Parts } from './parts'

/** What is shown of one download beyond its row. */
export function detailsCommands(_parts: Parts): HandlersOf<typeof DETAILS_ARGUMENTS> {
  return {}
}
