/** Which packages a room may import: none, these, or any but Electron. */
type Packages = 'none' | 'any' | readonly string[]

export interface Room {
  /** Folder, from the project's. */
  readonly folder: string
  /** Folders of the other rooms that it may import. */
  readonly rooms: readonly string[]
  readonly packages: Packages
  readonly node: boolean
  readonly electron: boolean
  /** The rule in words, for the person who broke it. */
  readonly rule: string
}

const SHARED = 'src/shared'
const KERNEL = 'src/main/kernel'
const ENGINE = 'src/main/engine'
const IO = 'src/main/io'
const SHELL = 'src/main/shell'
const CLI = 'src/main/cli'

/** Rooms, and who may import whom: the table of docs/architecture.md. */
export const ROOMS: readonly Room[] = [
  {
    folder: SHARED,
    rooms: [],
    packages: ['zod', 'i18next', 'linkify-it'],
    node: false,
    electron: false,
    rule: 'shared imports itself and a few small packages: every other room reads it',
  },
  {
    folder: KERNEL,
    rooms: [],
    packages: 'none',
    node: false,
    electron: false,
    rule: 'the kernel imports only itself: it knows coroutines and time, not downloads',
  },
  {
    folder: ENGINE,
    rooms: [KERNEL, SHARED],
    packages: 'none',
    node: false,
    electron: false,
    rule: 'the engine imports kernel and shared: the outside world enters by engine/ports',
  },
  {
    folder: IO,
    rooms: [ENGINE, KERNEL, SHARED],
    packages: 'any',
    node: true,
    electron: false,
    rule: "io imports the engine's ports and errors, kernel, shared, packages and Node: no Electron",
  },
  {
    folder: CLI,
    rooms: [ENGINE, IO, SHARED],
    packages: 'any',
    node: true,
    electron: false,
    rule: 'the command line imports engine, io, shared, packages and Node: it runs without Electron',
  },
  {
    folder: SHELL,
    rooms: [ENGINE, IO, KERNEL, CLI, SHARED],
    packages: 'any',
    node: true,
    electron: true,
    rule: 'the shell imports every room of main, shared and Electron: the window is told by IPC',
  },
  {
    folder: 'src/main/start',
    rooms: [],
    packages: 'none',
    node: true,
    electron: false,
    rule: 'the start imports only itself and Node: all else is read after it, and faster for it',
  },
  {
    folder: 'src/preload',
    rooms: [SHARED],
    packages: 'none',
    node: false,
    electron: true,
    rule: 'the preload imports shared and Electron: it hands on, and decides nothing',
  },
  {
    folder: 'src/renderer',
    rooms: [SHARED],
    packages: 'any',
    node: false,
    electron: false,
    rule: 'the renderer imports shared and packages for pages: the rest is asked of window.rill',
  },
]

/** In io, what may be taken from the engine's room, but by the one file that runs the engine. */
export const ENGINE_FOR_IO = [`${ENGINE}/ports`, `${ENGINE}/records`, `${ENGINE}/download-error`]
export const RUNS_ENGINE = `${IO}/run-engine.ts`

/** In the shell, the one file where ports meet adapters. */
export const COMPOSES = `${SHELL}/compose.ts`

/** Pictures, which the shell shows and packages carry. */
export const ICONS = 'build/icons/'

/** In the renderer, the folder without state, and the folders that import it. */
export const PAGE_LIB = 'src/renderer/lib/'
export const ABOVE_PAGE_LIB = ['actions', 'components', 'stores'].map(
  (folder) => `src/renderer/${folder}/`,
)

/** The room in which a file stands. */
export function roomOf(path: string): Room | undefined {
  return ROOMS.find(({ folder }) => path.startsWith(`${folder}/`))
}
