import stringWidth from 'string-width'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Returns the text in exactly `cells` of a terminal: padded with spaces, or with its middle left
 * out, so that the end, where names differ, still shows.
 */
export function fitText(text: string, cells: number): string {
  const missing = cells - stringWidth(text)
  if (missing >= 0) return text + ' '.repeat(missing)
  const all = [...graphemes.segment(text)].map(({ segment }) => segment)
  const endCells = Math.floor((cells - 1) / 3)
  const end = take(all.toReversed(), endCells).reverse().join('')
  const begin = take(all, cells - 1 - stringWidth(end)).join('')
  const short = `${begin}…${end}`
  return short + ' '.repeat(cells - stringWidth(short))
}

/** The first graphemes that fit into `cells`. */
function take(all: readonly string[], cells: number): string[] {
  let width = 0
  const end = all.findIndex((grapheme) => {
    width += stringWidth(grapheme)
    return width > cells
  })
  return end === -1 ? [...all] : all.slice(0, end)
}
