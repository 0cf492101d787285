/** The contract between the window and the main process, from one file per area. */
import type { z } from 'zod'
import { ADDING_ARGUMENTS, type AddingEvents, type AddingResults } from './adding'
import { DESKTOP_ARGUMENTS, type DesktopEvents, type DesktopResults } from './desktop'
import { DETAILS_ARGUMENTS, type DetailsEvents, type DetailsResults } from './details'
import { DOWNLOAD_ARGUMENTS, type DownloadResults } from './downloads'
import { LIST_ARGUMENTS, type ListEvents, type ListResults } from './lists'
import { SELECTION_ARGUMENTS, type SelectionEvents, type SelectionResults } from './selection'
import { SETTINGS_ARGUMENTS, type SettingsEvents, type SettingsResults } from './settings'

/** The commands of the window, each with the schema of its arguments. */
export const COMMAND_ARGUMENTS = {
  ...ADDING_ARGUMENTS,
  ...DESKTOP_ARGUMENTS,
  ...DETAILS_ARGUMENTS,
  ...DOWNLOAD_ARGUMENTS,
  ...LIST_ARGUMENTS,
  ...SELECTION_ARGUMENTS,
  ...SETTINGS_ARGUMENTS,
} as const

export type Command = keyof typeof COMMAND_ARGUMENTS

interface Results
  extends AddingResults,
    DesktopResults,
    DetailsResults,
    DownloadResults,
    ListResults,
    SelectionResults,
    SettingsResults {}

export type RillCommands = {
  [C in Command]: (...args: z.infer<(typeof COMMAND_ARGUMENTS)[C]>) => Promise<Results[C]>
}

/** The events that the main process sends to the window. */
export interface RillEvents
  extends AddingEvents,
    DesktopEvents,
    DetailsEvents,
    ListEvents,
    SelectionEvents,
    SettingsEvents {}

export type RillEvent = keyof RillEvents

/** An event on its way to the window; one message carries several. */
export type RillUpdate = {
  [E in RillEvent]: { readonly name: E; readonly payload: RillEvents[E] }
}[RillEvent]

/** What the preload puts on `window.rill`. */
export interface RillApi extends RillCommands {
  /** Calls `listener` on each such event until the returned function is called. */
  on<E extends RillEvent>(event: E, listener: (payload: RillEvents[E]) => void): () => void
}

/** The reply to a command on its way to the window. */
export type CommandReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }
