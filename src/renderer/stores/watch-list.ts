import type { ListRows } from '../../shared/ipc/lists'
import type { ListQuery } from '../../shared/list-query'
import { messageOf } from '../lib/run-command'
import { useApp } from './app'
import { useList, withWindow } from './list'
import { queryOf, useListView } from './list-view'
import { inNextFrame } from './next-frame'

/** So many rows are asked for at once: what is on screen, and as much again above and below. */
const WINDOW = 150

/** When fewer than this are left before the window's end, the next one is asked for. */
const MARGIN = 15

interface RowRange {
  readonly query: ListQuery
  readonly first: number
}

let requested: RowRange = { query: {}, first: 0 }
let fetching: RowRange | null = null
let isScheduled = false
/** What was told of a list while the answer for another one was on its way. */
let early: ListRows | null = null

/** Fills the list, and keeps it to what the person wants to see. */
export async function watchList(): Promise<void> {
  window.rill.on('list', (news) => inNextFrame(() => receiveList(news)))
  useListView.subscribe((view) => request({ query: queryOf(view), first: 0 }))
  useApp.subscribe(refilter)
  requested = { query: queryOf(useListView.getState()), first: 0 }
  await fetchRows()
}

/** The settings say what a category is: another one of them may be another list. */
function refilter(): void {
  const query = queryOf(useListView.getState())
  if (JSON.stringify(query.filter) !== JSON.stringify(requested.query.filter)) {
    request({ query, first: 0 })
  }
}

/** To be told which rows are on screen: those around them are fetched. */
export function setVisibleRows(firstIndex: number, lastIndex: number): void {
  const { query, total } = useList.getState()
  if (query !== requested.query) return
  const isNear =
    requested.first <= Math.max(0, firstIndex - MARGIN) &&
    Math.min(total, lastIndex + MARGIN) <= requested.first + WINDOW
  if (isNear) return
  const middle = Math.floor((firstIndex + lastIndex) / 2)
  request({ query, first: Math.max(0, middle - WINDOW / 2) })
}

function request(next: RowRange): void {
  requested = next
  if (isScheduled) return
  isScheduled = true
  requestAnimationFrame(() => {
    isScheduled = false
    void fetchRows().catch((error: unknown) => useApp.setState({ problem: messageOf(error) }))
  })
}

/** Asks until what came is what is wanted. */
async function fetchRows(): Promise<void> {
  if (fetching !== null) return
  try {
    while (fetching !== requested) {
      fetching = requested
      const { query, first } = fetching
      const rows = await window.rill.watchList({ query, first, count: WINDOW })
      if (query === requested.query) await applyRows(query, rows)
    }
  } finally {
    fetching = null
  }
}

function applyRows(query: ListQuery, rows: ListRows): Promise<void> {
  return new Promise((resolve) => {
    inNextFrame(() => {
      useList.setState((state) => withWindow(state, query, rows))
      const news = early
      early = null
      if (news !== null) useList.setState((state) => withWindow(state, query, news))
      resolve()
    })
  })
}

function receiveList(news: ListRows): void {
  // The answer for another list is on its way, and this may be news of that one already.
  if (fetching !== null && fetching.query !== useList.getState().query) early = news
  else
    useList.setState((state) =>
      state.query === null ? state : withWindow(state, state.query, news),
    )
}
