const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What terminals draw two cells wide: East Asian scripts, full-width forms, emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u

const widthOf = (grapheme: string): number => (WIDE.test(grapheme) ? 2 : 1)

/** How many cells of a terminal a text takes. */
export function textWidth(text: string): number {
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + widthOf(segment), 0)
}

/**
 * The text in exactly `cells`: filled up with spaces, or with its middle left out, so that the end,
 * where names differ, still shows.
 */
export function fitText(text: string, cells: number): string {
  const missing = cells - textWidth(text)
  if (missing >= 0) return text + ' '.repeat(missing)
  const all = [...graphemes.segment(text)].map(({ segment }) => segment)
  const endCells = Math.floor((cells - 1) / 3)
  const end = take(all.toReversed(), endCells).reverse().join('')
  const begin = take(all, cells - 1 - textWidth(end)).join('')
  const short = `${begin}…${end}`
  return short + ' '.repeat(cells - textWidth(short))
}

function take(all: readonly string[], cells: number): string[] {
  let width = 0
  const end = all.findIndex((grapheme) => {
    width += widthOf(grapheme)
    return width > cells
  })
  return end === -1 ? [...all] : all.slice(0, end)
}
