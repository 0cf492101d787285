import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { findLinks } from '../../shared/links'

/** Far more links than a person could mean, and little enough to read at once. */
const LARGEST_BYTES = 32 * 1024 * 1024

export interface LinkFiles {
  readonly links: readonly string[]
  /** A sentence for each file that gave none. */
  readonly problems: readonly string[]
}

/** Reads the links in text files, given by absolute path. */
export async function readLinkFiles(files: readonly string[]): Promise<LinkFiles> {
  const links: string[] = []
  const problems: string[] = []
  for (const file of files) {
    const found = await linksIn(file)
    if (typeof found === 'string') problems.push(found)
    else links.push(...found)
  }
  return { links, problems }
}

async function linksIn(file: string): Promise<string[] | string> {
  const name = basename(file)
  try {
    if ((await stat(file)).size > LARGEST_BYTES) return `${name} is too large for a file of links.`
    const links = findLinks(await readFile(file, 'utf8'))
    return links.length > 0 ? links : `There is no http or https link in ${name}.`
  } catch {
    return `${name} could not be read. Check that it is there and may be opened.`
  }
}
