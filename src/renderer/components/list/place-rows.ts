import type { DownloadId } from '../../../shared/download'

/** A row that is to be there. */
interface WantedRow {
  /** Place in the list, from 0. */
  readonly index: number
  /** null while it has not come. */
  readonly id: DownloadId | null
}

/** An element of the list, and the row that it shows. */
export interface PlacedRow extends WantedRow {
  /** Which element it is. */
  readonly slot: number
}

interface Placing {
  readonly total: number
  readonly isMoving: boolean
  /** The row that may have the focus; null for none. */
  readonly held: DownloadId | null
}

/**
 * Gives each row an element, in the order of the document: the one that `held` has, so that it keeps
 * the focus, the one that is in its place, or that of a row that has gone. Other words cost a
 * fraction of what other elements do, or the same in another order. While the list moves, no element leaves or changes its place in the document;
 * at rest they have the order of the rows, as a screen reader goes through them.
 */
export function placeRows(
  before: readonly PlacedRow[],
  wanted: readonly WantedRow[],
  { total, isMoving, held }: Placing,
): readonly PlacedRow[] {
  const holding = held === null ? undefined : wanted.find(({ id }) => id === held)
  const byIndex = new Map(wanted.map((row) => [row.index, row]))
  const left = new Set(wanted)
  const take = (row: WantedRow | undefined): WantedRow | undefined =>
    row !== undefined && left.delete(row) ? row : undefined

  const kept = before.map(({ id }) => (id !== null && id === held ? take(holding) : undefined))
  const same = before.map(({ index }, at) => kept[at] ?? take(byIndex.get(index)))
  const coming = [...left]
  const placed = before.flatMap((element, at): readonly PlacedRow[] => {
    const row = same[at] ?? coming.shift()
    if (row !== undefined) return [{ ...row, slot: element.slot }]
    const mayStay = isMoving && element.index < total && !byIndex.has(element.index)
    return mayStay ? [element] : []
  })
  const nextSlot = 1 + Math.max(-1, ...before.map(({ slot }) => slot))
  const all = [...placed, ...coming.map((row, at) => ({ ...row, slot: nextSlot + at }))]
  return isMoving ? all : all.sort((a, b) => a.index - b.index)
}
