/**
 * Endings that belong together: `.tar.gz`, `.tar.gz.asc`, `.part1.rar`, `.7z.001`. An extension has no
 * space, and what would be longer than this is no extension.
 */
const NAME =
  /^(?<stem>.+?)(?<ext>(?:\.tar(?:\.[a-z\d]{1,4})?|\.(?:7z|zip|rar|part\d{1,4}))?\.[^.\s]{1,32})?$/isu

/** A name before and from its extension, which begins with a dot or is empty; the stem is not. */
export function splitName(name: string): { readonly stem: string; readonly ext: string } {
  const { stem = name, ext = '' } = NAME.exec(name)?.groups ?? {}
  return { stem, ext }
}

/**
 * Cuts a name to at most `most` of what `sizeOf` counts, before its extension and between
 * characters as a person sees them.
 */
export function cutName(
  name: string,
  most: number,
  sizeOf: (text: string) => number = Buffer.byteLength,
): string {
  if (sizeOf(name) <= most) return name
  const { stem, ext } = splitName(name)
  if (sizeOf(ext) > most / 2) return beginning(name, most, sizeOf)
  return beginning(stem, most - sizeOf(ext), sizeOf) + ext
}

function beginning(text: string, most: number, sizeOf: (text: string) => number): string {
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)
  const kept = fitting(
    Array.from(graphemes, ({ segment }) => segment),
    most,
    sizeOf,
  )
  // A letter may carry so many marks that it does not fit: better without some than without a name.
  return kept === '' ? fitting([...text], most, sizeOf) : kept
}

function fitting(
  pieces: readonly string[],
  most: number,
  sizeOf: (text: string) => number,
): string {
  let kept = ''
  let left = most
  for (const piece of pieces) {
    left -= sizeOf(piece)
    if (left < 0) break
    kept += piece
  }
  return kept
}
