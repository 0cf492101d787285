import { extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { isLink } from '../../shared/links'
import { isMetalinkPath } from '../../shared/metalink'
import { linksOfRillUrl } from './rill-url'

/** 32 KiB less what Electron may append to the command line. */
const MAX_LOCK_BYTES = 28 * 1024

/** What a launch of the app asks Rill to download. */
export const launchRequestSchema = z.strictObject({
  links: z.array(z.string()),
  /** Absolute paths of Metalinks and of text files that hold links. */
  files: z.array(z.string()),
  /** Arguments that Rill cannot use, as given. */
  notUnderstood: z.array(z.string()),
})

export type LaunchRequest = z.infer<typeof launchRequestSchema>

export interface Launch {
  readonly request: LaunchRequest
  /** Whether to start, or stay, without a window. */
  readonly hidden: boolean
}

export interface LaunchContext {
  /** The folder of relative paths. */
  readonly cwd: string
  /** Whether the app was started as `electron APP …`, so that the first word is the app itself. */
  readonly defaultApp: boolean
}

interface Arguments {
  readonly switches: readonly string[]
  readonly app: readonly string[]
  readonly words: readonly string[]
}

/** Parses a command line (`process.argv`, the program included). */
export function parseLaunch(argv: readonly string[], { cwd, defaultApp }: LaunchContext): Launch {
  const { switches, words } = divide(argv, defaultApp)
  return { request: parseLaunchWords(words, cwd), hidden: switches.includes('--hidden') }
}

/** Whether the request has anything to add or to report. */
export function hasContent({ links, files, notUnderstood }: LaunchRequest): boolean {
  return links.length + files.length + notUnderstood.length > 0
}

/** Sorts arguments into links (also of `rill:` URLs), files of links, Metalinks and unusable ones. */
export function parseLaunchWords(words: readonly string[], cwd: string): LaunchRequest {
  const links: string[] = []
  const files: string[] = []
  const notUnderstood: string[] = []
  for (const word of words) {
    const path = /^file:/iu.test(word) ? pathOfFileUrl(word) : word
    const fromRill = /^rill:/iu.test(word) ? linksOfRillUrl(word) : []
    if (isLink(word)) links.push(word)
    else if (fromRill.length > 0) links.push(...fromRill)
    else if (isLinkFile(path)) files.push(resolve(cwd, path))
    else notUnderstood.push(word)
  }
  return { links, files, notUnderstood }
}

/** The folder that `--user-data-dir=DIR` names, as an absolute path; null without one. */
export function findUserDataDir(argv: readonly string[], context: LaunchContext): string | null {
  const name = '--user-data-dir='
  const { switches } = divide(argv, context.defaultApp)
  const dir = switches.findLast((word) => word.startsWith(name))?.slice(name.length) ?? ''
  return dir === '' ? null : resolve(context.cwd, dir)
}

/** The arguments (without the program) that launch the same app again, without this launch's request. */
export function relaunchArguments(argv: readonly string[], defaultApp: boolean): string[] {
  const { switches, app } = divide(argv, defaultApp)
  return [...switches, ...app]
}

/**
 * Whether the message of the single-instance lock, which holds the whole command line, would exceed
 * the 32 KiB that Chromium accepts. It truncates a longer message, and at some lengths waits 20 s
 * for an answer and then kills the running Rill.
 */
export function isTooLongForLock(argv: readonly string[], cwd: string): boolean {
  const bytes = [...argv, cwd].reduce((sum, part) => sum + Buffer.byteLength(part) + 1, 0)
  return bytes > MAX_LOCK_BYTES
}

/**
 * Separates switches from words. Unknown switches belong to Chromium, Node or a test driver, and
 * hold their value in the same word; only Electron's own `-r MODULE`, before the app, takes the next.
 */
function divide(argv: readonly string[], defaultApp: boolean): Arguments {
  const switches: string[] = []
  const words: string[] = []
  const rest = argv.slice(1)
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      words.push(...rest.splice(0))
    } else if (defaultApp && words.length === 0 && (word === '-r' || word === '--require')) {
      rest.shift()
    } else if (word.startsWith('-')) {
      switches.push(word)
    } else {
      words.push(word)
    }
  }
  return { switches, app: defaultApp ? words.splice(0, 1) : [], words }
}

function isLinkFile(path: string): boolean {
  return extname(path).toLowerCase() === '.txt' || isMetalinkPath(path)
}

function pathOfFileUrl(url: string): string {
  try {
    return fileURLToPath(url)
  } catch {
    // Such as a file on another computer: reported as given when it cannot be read.
    return url
  }
}
