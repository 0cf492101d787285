import type { SortColumn } from '../../../shared/list-query'

/** The columns of the list, in the order in which they come. */
export const COLUMN_IDS = [
  'name',
  'size',
  'progress',
  'state',
  'speed',
  'eta',
  'connections',
  'added',
  'finished',
  'host',
] as const

export type ColumnId = (typeof COLUMN_IDS)[number]

/** What a column is, but for its words and what stands in it. */
export interface ColumnSpec {
  /** What a click on its head sorts by. */
  readonly sort: SortColumn
  /** Pixels; the name takes what the others leave, and at least this. */
  readonly width: number
  readonly minWidth: number
  /** Numbers end where the column ends, so that they can be compared. */
  readonly isNumber: boolean
  /** The first click shows the largest, or the latest, first. */
  readonly startsDescending: boolean
}

const spec = (
  sort: SortColumn,
  width: number,
  minWidth: number,
  { isNumber = false, startsDescending = false } = {},
): ColumnSpec => ({ sort, width, minWidth, isNumber, startsDescending })

const MANY_FIRST = { isNumber: true, startsDescending: true }

export const COLUMNS: Readonly<Record<ColumnId, ColumnSpec>> = {
  name: spec('name', 168, 140),
  size: spec('length', 80, 56, MANY_FIRST),
  progress: spec('progress', 100, 64, { startsDescending: true }),
  state: spec('state', 112, 64),
  speed: spec('speed', 84, 56, MANY_FIRST),
  eta: spec('eta', 84, 48, { isNumber: true }),
  connections: spec('connections', 92, 40, MANY_FIRST),
  added: spec('added', 92, 56, MANY_FIRST),
  finished: spec('finished', 92, 56, MANY_FIRST),
  host: spec('host', 140, 64),
}

export const MAX_WIDTH = 4000

export function isColumnId(id: string): id is ColumnId {
  return (COLUMN_IDS as readonly string[]).includes(id)
}
