import type { DownloadId } from '../../../shared/download'
import type { COMMAND_ARGUMENTS, Command, RillCommands } from '../../../shared/ipc'
import type { Engine } from '../../engine/engine'
import type { Lists } from '../feed/lists'
import type { WindowFeed } from '../feed/window-feed'
import type { MainWindow } from '../main-window'

/** Finds downloads that a new link would duplicate. */
interface Duplicates {
  ofLinks(urls: readonly string[]): DownloadId[]
  ofFile(dir: string, name: string): DownloadId[]
}

/** The parts of the app that commands use. */
export interface CommandContext {
  readonly engine: Engine
  readonly lists: Lists
  readonly duplicates: Duplicates
  readonly feed: WindowFeed
  readonly window: MainWindow
}

/** The handler of each command of an area; it returns the result or a promise of it. */
export type HandlersOf<Arguments extends Partial<typeof COMMAND_ARGUMENTS>> = {
  [C in keyof Arguments & Command]: (
    ...args: Parameters<RillCommands[C]>
  ) => Awaited<ReturnType<RillCommands[C]>> | ReturnType<RillCommands[C]>
}
