import type { DownloadId } from '../../../shared/download'
import type { COMMAND_ARGUMENTS, Command, RillCommands } from '../../../shared/ipc'
import type { Engine } from '../../engine/engine'
import type { Lists } from '../feed/lists'
import type { WindowFeed } from '../feed/window-feed'
import type { MainWindow } from '../main-window'

/** Finds downloads that a new link would be the same as. */
interface Known {
  ofLinks(urls: readonly string[]): DownloadId[]
  ofFile(dir: string, name: string): DownloadId[]
}

/** What commands work with. */
export interface CommandContext {
  readonly engine: Engine
  readonly lists: Lists
  readonly known: Known
  readonly feed: WindowFeed
  readonly window: MainWindow
}

/** What each command of an area does, with its result at once or as a promise. */
export type HandlersOf<Arguments extends Partial<typeof COMMAND_ARGUMENTS>> = {
  [C in keyof Arguments & Command]: (
    ...args: Parameters<RillCommands[C]>
  ) => Awaited<ReturnType<RillCommands[C]>> | ReturnType<RillCommands[C]>
}
