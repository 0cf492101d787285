import type { COMMAND_ARGUMENTS, Command, RillCommands } from '../../../shared/ipc'
import type { Engine } from '../../engine/engine'
import type { Lists } from '../feed/lists'
import type { WindowFeed } from '../feed/window-feed'
import type { MainWindow } from '../main-window'

/** What commands work with. */
export interface Parts {
  readonly engine: Engine
  readonly lists: Lists
  readonly feed: WindowFeed
  readonly window: MainWindow
}

/** What each command of an area does, with its result at once or as a promise. */
export type HandlersOf<Arguments extends Partial<typeof COMMAND_ARGUMENTS>> = {
  [C in keyof Arguments & Command]: (
    ...args: Parameters<RillCommands[C]>
  ) => Awaited<ReturnType<RillCommands[C]>> | ReturnType<RillCommands[C]>
}
