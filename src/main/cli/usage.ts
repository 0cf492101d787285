import { resolve } from 'node:path'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { isLink } from '../../shared/links'
import { defaultDataDir, downloadsFolder } from './data-dir'

/** What `rill get` was asked for. */
export interface GetOptions {
  readonly urls: readonly string[]
  /** Absolute path. */
  readonly dir: string
  readonly out: string | undefined
  readonly connections: number | undefined
  readonly jobs: number | undefined
  readonly dataDir: string
  readonly json: boolean
  readonly quiet: boolean
}

/** The exit status of a command line that Rill does not understand. */
export const WRONG_USAGE = 2

type Flags = Omit<GetOptions, 'urls'>

/**
 * Reads the command line. Prints help or a complaint itself; then returns the exit status instead
 * of options.
 */
export function parseCommandLine(
  argv: readonly string[],
  version: string,
): GetOptions | { readonly exitStatus: number } {
  const parsed: { options?: GetOptions } = {}
  const program = new Command('rill')
    .description('Downloads files, and finishes only with the right ones.')
    .version(version)
    .exitOverride()
  program
    .command('get')
    .description('download files; the same command again continues what is unfinished')
    .argument('<url...>', 'http or https links', collectLinks)
    .option('-d, --dir <dir>', 'where files go', (path) => resolve(path), downloadsFolder())
    .option('-o, --out <name>', 'file name, with a single URL')
    .option('-x, --connections <n>', 'most connections a file (default: 8)', count)
    .option('-j, --jobs <n>', 'most files at a time (default: 5)', count)
    .option('--data-dir <dir>', 'where state lives', (path) => resolve(path), defaultDataDir())
    .option('--json', 'one JSON object a line on standard output', false)
    .addOption(new Option('-q, --quiet', 'errors only').default(false))
    .exitOverride()
    .action((urls: string[], flags: Flags, command: Command) => {
      if (flags.out !== undefined && urls.length > 1) {
        command.error("error: '--out' goes with a single URL")
      }
      parsed.options = { ...flags, out: flags.out, urls: [...new Set(urls)] }
    })
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return { exitStatus: error.exitCode === 0 ? 0 : WRONG_USAGE }
  }
  return parsed.options ?? { exitStatus: WRONG_USAGE }
}

function collectLinks(url: string, previous: string[] | undefined): string[] {
  if (!isLink(url)) throw new InvalidArgumentError('It is not an http or https link.')
  return [...(previous ?? []), url]
}

function count(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 64) {
    throw new InvalidArgumentError('It is a whole number from 1 to 64.')
  }
  return value
}
