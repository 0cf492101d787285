import { parse } from 'node:path'
import filenamify from 'filenamify'

/** Room for ` (99)` and `.part` below the 255 bytes that file systems allow a name. */
const MOST_BYTES = 240

/** The nearest name that every system takes: one path segment, no control or reserved characters. */
export function safeName(wished: string): string {
  let name = wished.split(/[/\\]/u).findLast((segment) => segment.trim() !== '') ?? ''
  // Cutting a name here and there may lay a reserved one bare, such as ` con`.
  for (let cleaned = clean(name); cleaned !== name; cleaned = clean(name)) name = cleaned
  return /^[._]*$/u.test(name) ? 'download' : name
}

function clean(name: string): string {
  const room = { replacement: '_', maxLength: MOST_BYTES }
  return cutToBytes(filenamify(name.trim(), room).trim(), MOST_BYTES)
}

/** `NAME (1).EXT` after `NAME.EXT`, `NAME (2).EXT` after that. */
export function nextName(name: string): string {
  const { name: base, ext } = parse(name)
  const numbered = /^(?<stem>.*) \((?<number>\d+)\)$/u.exec(base)?.groups
  const stem = numbered?.stem ?? base
  return `${stem} (${Number(numbered?.number ?? 0) + 1})${ext}`
}

/** Cuts before the extension, between characters. */
function cutToBytes(name: string, limitBytes: number): string {
  if (Buffer.byteLength(name) <= limitBytes) return name
  const { name: base, ext } = parse(name)
  const keptExt = Buffer.byteLength(ext) < limitBytes / 2 ? ext : ''
  let stem = keptExt === '' ? name : base
  const roomBytes = limitBytes - Buffer.byteLength(keptExt)
  while (Buffer.byteLength(stem) > roomBytes) stem = [...stem].slice(0, -1).join('')
  return stem + keptExt
}
