import { FileCheck2, type LucideIcon, MessageSquareText, SearchX, ShieldCheck } from 'lucide-react'
import { FILTERS, type Filter } from '../stores/filters'
import { showEverything, useListView } from '../stores/list-view'
import { Button } from './button'
import { KeyHint } from './key-hint'
import { Logo } from './logo'

const PROMISES: readonly (readonly [icon: LucideIcon, title: string, text: string])[] = [
  [FileCheck2, 'Right', 'A file is called finished only when it is proven whole.'],
  [ShieldCheck, 'Kept', 'Quit, crash or power cut: what you started goes on where it was.'],
  [MessageSquareText, 'Honest', 'What happens, and what to do about it, in plain words.'],
]

/** Before the first download: how to begin, and what to expect. */
export function EmptyList() {
  return (
    <div className="grid min-h-0 flex-1 overflow-y-auto p-6">
      <div className="m-auto max-w-xl text-center">
        <div className="mx-auto grid size-16 place-items-center rounded-2xl bg-accent-soft text-accent">
          <Logo className="size-9" />
        </div>
        <h2 className="mt-5 text-lg font-semibold tracking-tight">Drop links here</h2>
        <p className="mt-1.5 leading-6 text-muted">
          or paste them with <KeyHint keys="Ctrl+V" />, or press <KeyHint keys="Ctrl+N" /> to type.
        </p>
        <ul className="mt-9 grid grid-cols-3 gap-6 border-t border-line pt-7 text-left max-[800px]:gap-4">
          {PROMISES.map(([Icon, title, text]) => (
            <li key={title}>
              <Icon aria-hidden className="size-[18px] text-accent" strokeWidth={1.8} />
              <h3 className="mt-2 font-semibold">{title}</h3>
              <p className="mt-0.5 text-xs leading-[18px] text-muted">{text}</p>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

const NOTHING_IN: Record<Exclude<Filter, 'all'>, string> = {
  active: 'Nothing is downloading',
  queued: 'Nothing is waiting its turn',
  paused: 'Nothing is paused',
  completed: 'Nothing is completed yet',
  failed: 'Nothing has failed',
}

/** There are downloads, but none passes the filter and the search. */
export function NoMatch() {
  const filter = useListView((state) => state.filter)
  const query = useListView((state) => state.query.trim())
  const where = FILTERS.find(({ id }) => id === filter)?.label
  return (
    <div className="grid min-h-0 flex-1 overflow-y-auto p-6">
      <div className="m-auto max-w-md text-center">
        <SearchX aria-hidden className="mx-auto size-8 text-muted" strokeWidth={1.5} />
        <h2 className="mt-3 text-[15px] font-semibold break-words">
          {query !== '' || filter === 'all' ? `No match for “${query}”` : NOTHING_IN[filter]}
        </h2>
        {query !== '' && (
          <p className="mt-1 text-muted">
            {filter === 'all' ? 'Names and links were searched.' : `Only “${where}” was searched.`}
          </p>
        )}
        <Button className="mt-4" onClick={() => showEverything()}>
          Show all downloads
        </Button>
      </div>
    </div>
  )
}
