import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { DownloadOptions } from '../../shared/download-options'
import { isLink } from '../../shared/links'
import { type DownloadFlags, toDownloadOptions } from './download-flags'
import { type ListedLink, parseLinkList } from './link-list'
import type { GetOptions } from './usage'
import { UsageError } from './usage-error'

/** A download that the command line asks for. */
export interface DownloadRequest {
  readonly url: string
  /** Absolute path. */
  readonly dir: string
  readonly out: string | undefined
  readonly options: Partial<DownloadOptions>
}

/**
 * All that is asked for, in order and each once: links, what metalinks have, and what stands in the
 * list of links. Throws UsageError if one of the files cannot be read or understood.
 */
export async function collectRequests(options: GetOptions): Promise<DownloadRequest[]> {
  const { targets, input, dir, out, flags } = options
  const links: ListedLink[] = []
  for (const target of targets) {
    if (isLink(target)) links.push({ url: target })
    else links.push(...(await readMetalink(target)))
  }
  if (input !== undefined) {
    const [source, content] = input === '-' ? ['standard input', readInput()] : [input, read(input)]
    links.push(...parseLinkList(await content, source))
  }
  if (out !== undefined && links.length > 1) {
    throw new UsageError("'--out' goes with a single link")
  }
  const wanted = links.map(
    (link): DownloadRequest => ({
      url: link.url,
      dir: link.dir === undefined ? dir : resolve(link.dir),
      out: out ?? link.out,
      options: toDownloadOptions(merge(flags, link)),
    }),
  )
  const byIdentity = new Map(
    wanted.map((one) => [JSON.stringify([one.url, one.dir, one.out]), one]),
  )
  return [...byIdentity.values()]
}

/**
 * What stands with a link is stronger than what is said of all; header fields come together, and
 * checksums too, which then all have to match.
 */
function merge(all: DownloadFlags, link: ListedLink): DownloadFlags {
  return {
    ...all,
    ...link,
    header: [...(all.header ?? []), ...(link.header ?? [])],
    checksum: [...(all.checksum ?? []), ...(link.checksum ?? [])],
  }
}

async function readMetalink(path: string): Promise<ListedLink[]> {
  const { parseMetalink } = await import('../io/metalink/parse-metalink')
  const metalink = parseMetalink(await read(path))
  if (metalink === null) throw new UsageError(`${path} is not a Metalink that Rill can read`)
  if (metalink.files.length === 0) throw new UsageError(`${path} has no http or https link`)
  return metalink.files.map(({ name, urls: [url, ...mirrors], checksums }) => ({
    url,
    mirrors,
    ...(name !== null && { out: name }),
    checksum: checksums,
  }))
}

function readInput(): Promise<string> {
  return text(process.stdin)
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new UsageError(`${path} cannot be read${reason}`)
  }
}
