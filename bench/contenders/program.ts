import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AUTHORITY } from '../places'
import type { Contender, FileJob, ListJob } from './contender'
import { timedRun } from './timed-run'

/** A downloader that is a command line: what to write on it. */
export interface Program {
  readonly name: string
  /** The program and the arguments that are always the same. */
  readonly words: readonly string[]
  /** How `words` are shown; as they are, if it is left out. */
  readonly shown?: string
  /** What is shown in place of a command line. */
  readonly shownAs?: string
  readonly env?: Readonly<Record<string, string>>
  /** Prints its version; fails where the program is not to be had. */
  readonly versionWords: readonly string[]
  fileArgs(job: FileJob): string[]
  /** What makes it trust a file of authorities, if the usual variables do not. */
  trustArgs?(authority: string): string[]
  /** `list` is a file that `list` of the same program has written. */
  listArgs?(job: ListJob, list: string): string[]
  /** What stands in the list; the links, one per line, if it is left out. */
  list?(job: ListJob): string
}

const PLACEHOLDERS: FileJob = { url: 'URL', dir: 'DIR', name: 'NAME', connections: 16 }

/** The program as a contender; null if it is not to be had here. */
export function programContender(program: Program): Contender | null {
  const version = versionOf(program)
  if (version === null) return null
  const { words, name, listArgs } = program
  const shown = program.shown ?? words.join(' ')
  const listed = listArgs?.({ urls: [], dir: 'DIR', jobs: 16 }, 'LIST')
  return {
    name,
    version,
    fileCommand: program.shownAs ?? [shown, ...program.fileArgs(PLACEHOLDERS)].join(' '),
    listCommand: listed === undefined ? '' : [shown, ...listed].join(' '),
    fetchFile(job) {
      const trust = job.url.startsWith('https:') ? (program.trustArgs?.(AUTHORITY) ?? []) : []
      return timedRun([...words, ...trust, ...program.fileArgs(job)], envOf(program, job), job.dir)
    },
    fetchList:
      listArgs === undefined
        ? null
        : (job) => {
            const list = join(job.dir, 'list')
            writeFileSync(list, program.list?.(job) ?? job.urls.join('\n'))
            return timedRun([...words, ...listArgs(job, list)], envOf(program, job), job.dir)
          },
    close: () => Promise.resolve(),
  }
}

function envOf({ env }: Program, { dir }: { readonly dir: string }): Record<string, string> {
  return {
    SSL_CERT_FILE: AUTHORITY,
    CURL_CA_BUNDLE: AUTHORITY,
    NODE_EXTRA_CA_CERTS: AUTHORITY,
    // Nobody's settings, and nothing left in anybody's folders.
    HOME: dir,
    XDG_CONFIG_HOME: dir,
    ...env,
  }
}

function versionOf({ versionWords: [file = '', ...args], env }: Program): string | null {
  try {
    const text = execFileSync(file, args, {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return /\d+(?:\.\d+)+/u.exec(text)?.[0] ?? 'of unknown version'
  } catch {
    return null
  }
}
