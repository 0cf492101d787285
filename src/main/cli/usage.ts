import { resolve } from 'node:path'
import { Command, CommanderError, Option } from 'commander'
import { CONFLICT_POLICIES } from '../../shared/download-options'
import { isLink } from '../../shared/links'
import { isMetalinkPath } from '../../shared/metalink'
import { redact } from '../../shared/redact'
import { defaultDataDir, downloadsFolder } from './data-dir'
import type { DownloadFlags } from './download-flags'
import {
  addChecksum,
  addHeader,
  parseCount,
  parseHeaderValue,
  parseLogin,
  parseProxy,
  parseRate,
  parseTimeout,
} from './option-values'
import { UsageError } from './usage-error'

/** What `rill get` was asked for. */
export interface GetOptions {
  readonly command: 'get'
  /** Links and, beside them, paths of metalinks, each once. */
  readonly targets: readonly string[]
  /** A file of links; `-` is standard input. */
  readonly input: string | undefined
  /** Absolute path. */
  readonly dir: string
  readonly out: string | undefined
  readonly connections: number | undefined
  readonly jobs: number | undefined
  readonly limitBytesPerSec: number | undefined
  readonly proxy: string | undefined
  readonly maxTries: number | undefined
  readonly stallMs: number | undefined
  /** For every download. */
  readonly flags: DownloadFlags
  readonly dataDir: string
  readonly json: boolean
  readonly quiet: boolean
}

/** What `rill verify` was asked for. */
export interface VerifyOptions {
  readonly command: 'verify'
  /** Absolute paths. */
  readonly files: readonly string[]
  readonly dataDir: string
  readonly json: boolean
  readonly quiet: boolean
}

/** What `rill log` was asked for. */
export interface LogOptions {
  readonly command: 'log'
  /** Absolute path. */
  readonly file: string
  readonly dataDir: string
}

export type CommandLine = GetOptions | VerifyOptions | LogOptions

/** The exit status of a command line that Rill does not understand. */
export const WRONG_USAGE = 2

/** More tries than anybody waits for. */
const MOST_TRIES = 1_000_000

/** The options as commander names them. */
type Parsed = Omit<
  GetOptions,
  'command' | 'targets' | 'flags' | 'limitBytesPerSec' | 'stallMs' | keyof Switches
> &
  Switches &
  DownloadFlags & { readonly limit?: number; readonly timeout?: number }

interface Switches {
  readonly json?: true
  readonly quiet?: true
}

/**
 * Reads the command line. Prints help or a complaint itself, which has one line and no secret; then
 * returns the exit status instead of options.
 */
export function parseCommandLine(
  argv: readonly string[],
  version: string,
): CommandLine | { readonly exitStatus: number } {
  const parsed: { options?: CommandLine } = {}
  const program = new Command('rill')
    .description('Downloads files, and finishes only with the right ones.')
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: (text) => complain(text.replace(/^error: /u, '')) })
    .action(() => {
      throw new UsageError('what shall it do? For instance: rill get LINK')
    })
  getCommand(program).action((targets: string[], flags: Parsed) => {
    parsed.options = toOptions(targets, flags)
  })
  withDataDir(program.command('verify').argument('<file...>', 'finished files', addPath))
    .description('compare finished files with what is known of them; rill get repairs damage')
    .option('--json', 'print one JSON object per line')
    .option('-q, --quiet', 'print errors only')
    .action(
      (files: string[], { dataDir, json, quiet }: Switches & { readonly dataDir: string }) => {
        parsed.options = {
          command: 'verify',
          files,
          dataDir,
          json: json === true,
          quiet: quiet === true,
        }
      },
    )
  withDataDir(program.command('log').argument('<file>', 'finished or not', absolute))
    .description('tell what happened to a download and why, without secrets')
    .action((file: string, { dataDir }: { readonly dataDir: string }) => {
      parsed.options = { command: 'log', file, dataDir }
    })
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof UsageError) complain(error.message)
    else if (!(error instanceof CommanderError)) throw error
    else if (error.exitCode === 0) return { exitStatus: 0 }
    return { exitStatus: WRONG_USAGE }
  }
  return parsed.options ?? { exitStatus: WRONG_USAGE }
}

/** Prints a line about wrong usage on standard error. */
export function complain(text: string): void {
  const line = text
    .trim()
    .replace(/\s*\n\s*/gu, ' ')
    // The text after an unknown option may be a secret.
    .replace(/(unknown option '[^=']*)=.*'/u, "$1'")
  process.stderr.write(`rill: ${redact(line)} (see rill --help)\n`)
}

function getCommand(program: Command): Command {
  return program
    .command('get')
    .description('download files; run the same command again to resume')
    .argument('[url...]', 'http or https links; paths of .metalink and .meta4 files')
    .option('-d, --dir <dir>', 'folder for the files', absolute, downloadsFolder())
    .option('-o, --out <name>', 'file name, for a single URL')
    .option('-x, --connections <n>', 'maximum connections per file (default: 8)', upTo64('-x'))
    .option('-j, --jobs <n>', 'maximum files at a time (default: 5)', upTo64('-j'))
    .option('--limit <rate>', 'total bytes per second: 500k, 2M, 1.5G', parseRate)
    .option('--checksum <a=hex>', 'md5, sha1, sha256 or sha512; repeatable', addChecksum)
    .option('--header <field>', "'Name: value' to send; repeatable", addHeader)
    .option('--user-agent <text>', 'user agent to send', parseHeaderValue('--user-agent'))
    .option('--referer <url>', 'page that the link is on', parseHeaderValue('--referer'))
    .option('--cookie <pairs>', "'a=1; b=2'", parseHeaderValue('--cookie'))
    .option('--user <name:pass>', "login for the link's own host", parseLogin)
    .option('--proxy <url>', 'http, https or socks5; none (default: environment)', parseProxy)
    .option(
      '--max-tries <n>',
      'attempts per segment without a new byte (default: 5)',
      parseCount('--max-tries', MOST_TRIES),
    )
    .option('--timeout <s>', 'seconds of silence that count as stalled (default: 30)', parseTimeout)
    .addOption(
      new Option('--on-conflict <what>', 'if the file already exists (default: rename)').choices(
        CONFLICT_POLICIES,
      ),
    )
    .option('-i, --input <file>', 'links from a file, one per line; - for standard input')
    .option('--data-dir <dir>', 'where Rill keeps its state', absolute, defaultDataDir())
    .option('--json', 'print one JSON object per line')
    .option('-q, --quiet', 'print errors only')
}

function withDataDir(command: Command): Command {
  return command.option(
    '--data-dir <dir>',
    'where Rill keeps its state',
    absolute,
    defaultDataDir(),
  )
}

const absolute = (path: string): string => resolve(path)
const addPath = (path: string, before: string[] = []): string[] => [...before, resolve(path)]
const upTo64 = (option: string): ((text: string) => number) => parseCount(option, 64)

function toOptions(targets: readonly string[], parsed: Parsed): GetOptions {
  for (const target of targets) {
    if (isLink(target) || isMetalinkPath(target)) continue
    throw new UsageError(`'${target}' is not an http or https link`)
  }
  if (targets.length === 0 && parsed.input === undefined) {
    throw new UsageError('give a link, or a file of links with -i')
  }
  const { input, dir, out, connections, jobs, proxy, maxTries, dataDir, json, quiet } = parsed
  return {
    command: 'get',
    targets: [...new Set(targets)],
    input,
    dir,
    out,
    connections,
    jobs,
    limitBytesPerSec: parsed.limit,
    proxy,
    maxTries,
    stallMs: parsed.timeout,
    flags: downloadFlags(parsed),
    dataDir,
    json: json === true,
    quiet: quiet === true,
  }
}

function downloadFlags(parsed: Parsed): DownloadFlags {
  const { checksum, header, userAgent, referer, cookie, user, onConflict } = parsed
  const flags = { checksum, header, userAgent, referer, cookie, user, onConflict }
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
}
