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

/**
 * Gives each row an element, in the order of the document. A row that stays keeps its element, and
 * so the focus; one that comes takes that of one that has gone: other words cost a fraction of what
 * other elements do. While the list moves, no element leaves or changes its place in the document;
 * at rest they have the order of the rows, as a screen reader goes through them.
 */
export function placeRows(
  before: readonly PlacedRow[],
  wanted: readonly WantedRow[],
  { total, isMoving }: { readonly total: number; readonly isMoving: boolean },
): readonly PlacedRow[] {
  const byId = new Map(wanted.flatMap((row) => (row.id === null ? [] : [[row.id, row] as const])))
  const byIndex = new Map(wanted.map((row) => [row.index, row]))
  const left = new Set(wanted)
  const take = (row: WantedRow | undefined): WantedRow | undefined =>
    row !== undefined && left.delete(row) ? row : undefined

  const sameId = before.map(({ id }) => (id === null ? undefined : take(byId.get(id))))
  const same = before.map(({ index }, at) => sameId[at] ?? take(byIndex.get(index)))
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
