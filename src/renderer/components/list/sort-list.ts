import type { ListSort } from '../../../shared/list-query'
import { sortBy, useListView } from '../../stores/list-view'
import { updateUi } from '../../stores/update-settings'
import { COLUMNS, type ColumnId } from './columns'

/** Sorts by a column; once more turns the order round. */
export function sortList(id: ColumnId): void {
  const { sort, startsDescending } = COLUMNS[id]
  const before = useListView.getState().sort
  const descending = before.column === sort ? before.descending !== true : startsDescending
  rememberSort({ column: sort, descending })
}

/** Sorts, and does so again when Rill starts. */
export function rememberSort(sort: ListSort): void {
  sortBy(sort)
  updateUi({ sort })
}
