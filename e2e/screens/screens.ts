import { OF_DETAILS } from './of-details'
import { OF_DIALOGS } from './of-dialogs'
import { OF_LIST } from './of-list'
import type { Screen } from './screen'

/** All screens, in the order of the contact sheet. */
export const SCREENS: readonly Screen[] = [...OF_LIST, ...OF_DETAILS, ...OF_DIALOGS]
