import { cutName } from './split-name'

/** What most programs of Windows take for a whole path. */
const MOST_OF_WINDOWS = 259
/** Room for ` (999)` and `.part`. */
const ENDING = 11
/** A name that is cut further says nothing. */
const LEAST = 24
/** What eCryptfs, the encrypted home folder of older systems, allows a name. */
const MOST_ENCRYPTED_BYTES = 143

/** The name, short enough that other programs can open the file by its path. */
export function nameFor(
  dir: string,
  name: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform !== 'win32') return name
  const room = MOST_OF_WINDOWS - dir.length - 1 - ENDING
  return cutName(name, Math.max(room, LEAST), (text) => text.length).replace(/[. ]+$/u, '')
}

/** For a file system that calls the name too long; the same if it cannot be any shorter. */
export function shorterName(name: string): string {
  return cutName(name, MOST_ENCRYPTED_BYTES - ENDING).replace(/[. ]+$/u, '')
}
