import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { findLinks } from '../../shared/links'
import { isMetalinkPath, type Metalink, type MetalinkFile } from '../../shared/metalink'
import { t } from './i18n'

/** Far more than any list of links needs, and small enough to read at once. */
const MAX_BYTES = 32 * 1024 * 1024

/** Parses a Metalink document; null if it is none. */
export type ParseMetalink = (xml: string) => Promise<Metalink | null>

interface Found {
  /** From text files. */
  readonly links: readonly string[]
  /** From Metalinks. */
  readonly described: readonly MetalinkFile[]
}

export interface LinkFiles extends Found {
  /** A sentence per file without links. */
  readonly problems: readonly string[]
}

/** Reads links from text files and Metalinks, given by absolute path. */
export async function readLinkFiles(
  files: readonly string[],
  parseMetalink: ParseMetalink,
): Promise<LinkFiles> {
  const links: string[] = []
  const described: MetalinkFile[] = []
  const problems: string[] = []
  for (const file of files) {
    const found = await linksIn(file, parseMetalink)
    if (typeof found === 'string') problems.push(found)
    else {
      links.push(...found.links)
      described.push(...found.described)
    }
  }
  return { links, described, problems }
}

async function linksIn(file: string, parseMetalink: ParseMetalink): Promise<Found | string> {
  const name = basename(file)
  try {
    if ((await stat(file)).size > MAX_BYTES) return t('notices.fileTooLarge', { name })
    const found = await findIn(file, await readFile(file, 'utf8'), parseMetalink)
    if (found === null) return t('notices.noMetalink', { name })
    const isEmpty = found.links.length + found.described.length === 0
    return isEmpty ? t('notices.noLinkInFile', { name }) : found
  } catch {
    return t('notices.fileNotRead', { name })
  }
}

async function findIn(
  file: string,
  text: string,
  parseMetalink: ParseMetalink,
): Promise<Found | null> {
  if (!isMetalinkPath(file)) return { links: findLinks(text), described: [] }
  const metalink = await parseMetalink(text)
  return metalink && { links: [], described: metalink.files }
}
