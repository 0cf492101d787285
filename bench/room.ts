import { statfsSync } from 'node:fs'

/** Whether so many bytes fit into a folder, and leave as many free. */
export function hasRoom(folder: string, bytes: number): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= 2 * bytes
}

/** Throws where there is no such room. */
export function needRoom(folder: string, bytes: number): void {
  if (!hasRoom(folder, bytes)) throw new Error(`this needs ${2 * bytes} bytes free in ${folder}`)
}
