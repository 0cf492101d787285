import type { Checksum } from '../../shared/checksum'
import type { ConflictPolicy, DownloadOptions } from '../../shared/download-options'
import type { Header } from './option-values'

/** What the command line, or a line of a file of links, asks of a download. */
export interface DownloadFlags {
  readonly checksum?: readonly Checksum[]
  readonly header?: readonly Header[]
  readonly userAgent?: string
  readonly referer?: string
  readonly cookie?: string
  readonly user?: DownloadOptions['login']
  readonly onConflict?: ConflictPolicy
  /** Further links of the same file. */
  readonly mirrors?: readonly string[]
}

/** Fields that have an option of their own; that option is stronger than the field. */
const OWN_OPTION = { 'user-agent': 'userAgent', referer: 'referer', cookie: 'cookie' } as const

/**
 * The same in the engine's words. Fields of one name become one (RFC 9110 §5.3, RFC 6265 §5.4);
 * `User-Agent`, `Referer` and `Cookie` go where their options go.
 */
export function toDownloadOptions(flags: DownloadFlags): Partial<DownloadOptions> {
  const { checksum = [], mirrors = [], user, onConflict } = flags
  const headers: Record<string, string> = {}
  const own: Partial<Record<(typeof OWN_OPTION)[keyof typeof OWN_OPTION], string>> = {}
  for (const { name, value } of flags.header ?? []) {
    const key = name.toLowerCase()
    if (hasOwnOption(key)) {
      const option = OWN_OPTION[key]
      own[option] = option === 'cookie' ? join(own.cookie, '; ', value) : value
    } else {
      const known = Object.keys(headers).find((other) => other.toLowerCase() === key) ?? name
      headers[known] = join(headers[known], ', ', value)
    }
  }
  for (const option of Object.values(OWN_OPTION)) {
    const value = flags[option]
    if (value !== undefined) own[option] = value
  }
  return {
    ...(Object.keys(headers).length > 0 && { headers }),
    ...own,
    ...(user !== undefined && { login: user }),
    ...(checksum.length > 0 && { checksums: [...checksum] }),
    ...(onConflict !== undefined && { onConflict }),
    ...(mirrors.length > 0 && { mirrors: [...mirrors] }),
  }
}

function hasOwnOption(name: string): name is keyof typeof OWN_OPTION {
  return Object.hasOwn(OWN_OPTION, name)
}

function join(before: string | undefined, between: string, value: string): string {
  return before === undefined ? value : before + between + value
}
