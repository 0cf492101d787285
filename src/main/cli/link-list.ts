import { isLink } from '../../shared/links'
import type { DownloadFlags } from './download-flags'
import { addChecksum, addHeader, parseHeaderValue } from './option-values'
import { UsageError } from './usage-error'

/** A link of a list, and what stands below it. */
export interface ListedLink extends DownloadFlags {
  readonly url: string
  /** As written; relative to the folder that Rill runs in. */
  readonly dir?: string
  readonly out?: string
}

/** The options that may stand below a link, by the names that aria2 gives them too. */
const OPTIONS: Readonly<Record<string, (value: string, link: ListedLink) => Partial<ListedLink>>> =
  {
    dir: (dir) => ({ dir }),
    out: (out) => ({ out }),
    checksum: (value, { checksum }) => ({ checksum: addChecksum(value, checksum) }),
    header: (value, { header }) => ({ header: addHeader(value, header) }),
    referer: (value) => ({ referer: parseHeaderValue('referer')(value) }),
    'user-agent': (value) => ({ userAgent: parseHeaderValue('user-agent')(value) }),
  }

/**
 * Reads a list of links: one per line; lines that begin with `#` and blank ones are ignored. An
 * indented line below a link is an option of it: `out=NAME`, `dir=DIR`, `checksum=A=HEX`,
 * `header=Name: value`, `referer=…`, `user-agent=…`. Several links on a line, parted by tabs as aria2
 * has them, are mirrors of one file. Throws UsageError, which names the line by
 * its number only: it may hold a secret.
 */
export function parseLinkList(text: string, source: string): ListedLink[] {
  const links: ListedLink[] = []
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u)
  for (const [index, line] of lines.entries()) {
    const content = line.trim()
    if (content === '' || content.startsWith('#')) continue
    const [url = '', ...others] = content.split('\t').map((word) => word.trim())
    const mirrors = others.filter(isLink)
    const last = links.at(-1)
    if (isLink(url)) links.push({ url, ...(mirrors.length > 0 && { mirrors }) })
    else if (/^\s/u.test(line) && last !== undefined) {
      links[links.length - 1] = { ...last, ...option(content, last, `${source}:${index + 1}`) }
    } else throw new UsageError(`${source}:${index + 1} is not an http or https link`)
  }
  return links
}

function option(content: string, link: ListedLink, place: string): Partial<ListedLink> {
  const [, name = '', value = ''] = /^([a-z-]+)=(.*)$/u.exec(content) ?? []
  const read = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined
  if (read === undefined || value === '') {
    throw new UsageError(`${place} is not one of the options ${Object.keys(OPTIONS).join(', ')}`)
  }
  try {
    return read(value, link)
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${place}: ${error.message}`)
    throw error
  }
}
