const TAIL = 14

/**
 * A file name in two parts, so that the window can shorten the first and still show the end, which
 * says what it is (`-disc-2.tar.gz`). Never splits a character; short names have no second part.
 */
export function splitName(name: string): readonly [start: string, end: string] {
  const characters = [...name]
  if (characters.length <= 2 * TAIL) return [name, '']
  return [characters.slice(0, -TAIL).join(''), characters.slice(-TAIL).join('')]
}
