import type { ListRows } from '../../shared/ipc/lists'
import type { ListQuery } from '../../shared/list-query'
import { messageOf } from '../lib/run-command'
import { useApp } from './app'
import { inNextFrame } from './each-frame'
import { useList, withWindow } from './list'
import { queryOf, useListView } from './list-view'

/** So many rows are asked for at once: what is on screen, and as much again above and below. */
const WINDOW = 150

/** When fewer than this are left before the window's end, the next one is asked for. */
const MARGIN = 15

interface Wanted {
  readonly query: ListQuery
  readonly first: number
}

let wanted: Wanted = { query: {}, first: 0 }
let asked: Wanted | null = null
let isAsking = false
/** What was told of a list while the answer for another one was on its way. */
let early: ListRows | null = null

/** Fills the list, and keeps it to what the person wants to see. */
export async function watchList(): Promise<void> {
  window.rill.on('list', (news) => inNextFrame(() => takeNews(news)))
  useListView.subscribe((view) => want({ query: queryOf(view), first: 0 }))
  useApp.subscribe(askAnew)
  wanted = { query: queryOf(useListView.getState()), first: 0 }
  await ask()
}

/** The settings say what a category is: another one of them may be another list. */
function askAnew(): void {
  const query = queryOf(useListView.getState())
  if (JSON.stringify(query.filter) !== JSON.stringify(wanted.query.filter)) {
    want({ query, first: 0 })
  }
}

/** To be told which rows are on screen: those around them are fetched. */
export function lookAt(firstIndex: number, lastIndex: number): void {
  const { query, total } = useList.getState()
  if (query !== wanted.query) return
  const isNear =
    wanted.first <= Math.max(0, firstIndex - MARGIN) &&
    Math.min(total, lastIndex + MARGIN) <= wanted.first + WINDOW
  if (isNear) return
  const middle = Math.floor((firstIndex + lastIndex) / 2)
  want({ query, first: Math.max(0, middle - WINDOW / 2) })
}

function want(next: Wanted): void {
  wanted = next
  if (isAsking) return
  isAsking = true
  requestAnimationFrame(() => {
    isAsking = false
    void ask().catch((error: unknown) => useApp.setState({ problem: messageOf(error) }))
  })
}

/** Asks until what came is what is wanted. */
async function ask(): Promise<void> {
  if (asked !== null) return
  try {
    while (asked !== wanted) {
      asked = wanted
      const { query, first } = asked
      const rows = await window.rill.watchList({ query, first, count: WINDOW })
      if (query === wanted.query) await applied(query, rows)
    }
  } finally {
    asked = null
  }
}

function applied(query: ListQuery, rows: ListRows): Promise<void> {
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

function takeNews(news: ListRows): void {
  // The answer for another list is on its way, and this may be news of that one already.
  if (asked !== null && asked.query !== useList.getState().query) early = news
  else
    useList.setState((state) =>
      state.query === null ? state : withWindow(state, state.query, news),
    )
}
