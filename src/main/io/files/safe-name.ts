import filenamify from 'filenamify'
import { cutName, splitName } from './split-name'

/** Room for ` (999)` and `.part` below the 255 bytes that file systems allow a name. */
const MOST_BYTES = 240

/**
 * What is there and cannot be seen: marks that turn the direction of writing (`exe.txt` may then
 * read `txt.exe`), joiners, fillers. What emoji are made with is seen: a joiner between two, and the
 * selector that makes one of a sign or of a digit.
 */
const INVISIBLE =
  /(?<seen>(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\uFE0F|\uFE0F(?=\u20E3))|\p{Default_Ignorable_Code_Point}|\p{Cf}/gu

/** A space that Unicode takes for a sign. */
const BRAILLE_BLANK = /\u2800/gu

/** No characters, or none yet: macOS refuses them. */
const NO_CHARACTER = /[\p{Cs}\p{Cn}]/gu

/** Names that Windows gives a meaning in whatever folder. */
const MEANT_FOR_WINDOWS = /^(?:desktop\.ini|thumbs\.db)$/iu

/**
 * The nearest name that Linux, macOS and Windows all take and none gives a meaning: one segment of a
 * path, at most 240 bytes of UTF-8 in NFC with its extension kept; nothing invisible, reserved or
 * hidden, no home folder, and no `.part`, which only what is unfinished has.
 */
export function safeName(wished: string): string {
  let name = wished.split(/[/\\]/u).findLast((segment) => segment.trim() !== '') ?? ''
  // Cutting a name here and there may lay a reserved one bare, such as ` con`.
  for (let cleaned = clean(name); cleaned !== name; cleaned = clean(name)) name = cleaned
  return /^[._]*$/u.test(name) ? 'download' : name
}

function clean(name: string): string {
  const visible = name
    .normalize('NFC')
    .replaceAll(INVISIBLE, '$<seen>')
    .replaceAll(BRAILLE_BLANK, ' ')
    .replaceAll(NO_CHARACTER, '_')
    .trim()
  const usable = filenamify(visible, { replacement: '_', maxLength: Number.POSITIVE_INFINITY })
    .trim()
    .replace(/^[.~]+/u, '_')
    .replace(/\.(part)$/iu, '_$1')
    .replace(MEANT_FOR_WINDOWS, '_$&')
  return cutName(usable, MOST_BYTES)
}

/** `NAME (1).EXT` after `NAME.EXT`, `NAME (2).EXT` after that. */
export function nextName(name: string): string {
  const { stem, ext } = splitName(name)
  // Four digits are a year.
  const numbered = /^(?<base>.*) \((?<number>\d{1,3})\)$/su.exec(stem)?.groups
  const base = numbered?.base ?? stem
  return `${base} (${Number(numbered?.number ?? 0) + 1})${ext}`
}
