const TAIL = 14

/** Shorter ones fit. */
const SHORT = 12

const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}/u

/**
 * A file name in two parts, so that the window can shorten the first and still show the end, which
 * says what it is (`-disc-2.tar.gz`). Never splits a character. Short names have no second
 * part; nor have those with right-to-left script, whose end is not at the right.
 */
export function splitName(name: string): readonly [start: string, end: string] {
  const characters = [...name]
  if (characters.length <= SHORT || RIGHT_TO_LEFT.test(name)) return [name, '']
  const tail = Math.min(TAIL, Math.floor(characters.length / 2))
  return [characters.slice(0, -tail).join(''), characters.slice(-tail).join('')]
}
