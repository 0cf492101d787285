/** What a person does with one or many downloads at once. */
import { toast } from 'sonner'
import type { DownloadId } from '../../shared/download'
import type { TrashedDownload } from '../../shared/ipc/selection'
import type { QueueStep } from '../../shared/queue-step'
import { t } from '../lib/i18n/i18n'
import { runCommand } from '../lib/run-command'
import { useList } from './list'
import { useSelection, without } from './selection'

export type Ids = readonly DownloadId[]

interface DiscardOptions {
  /** Finished files go to the trash. */
  readonly withFile?: boolean
  /** Only those of which this makes sense. */
  readonly only?: 'cancel' | 'remove' | null
}

/** The rows that an action is meant for: the selected ones, or else the one the keyboard is on. */
export function targetIds(): Ids {
  const { ids, current } = useSelection.getState()
  if (current !== null && !ids.has(current)) return [current]
  return [...ids]
}

/** A step in the queue. */
export function moveInQueue(ids: Ids, step: QueueStep): void {
  runCommand(window.rill.moveBy(ids, step))
}

/** Puts them in front of another one in the queue, or at its end. */
export function moveBefore(ids: Ids, before: DownloadId | null): void {
  runCommand(window.rill.move(ids, before))
}

export function copyLinks(ids: Ids): void {
  const copy = async (): Promise<void> => {
    const count = await window.rill.copyLinks(ids)
    toast(t('list.copied', { count }))
  }
  runCommand(copy())
}

export function copyAsCurl(ids: Ids): void {
  const copy = async (): Promise<void> => {
    await window.rill.copyAsCurl(ids)
    toast(t('list.copiedCurl'))
  }
  runCommand(copy())
}

/** Takes downloads off the list; a toast offers to have them back. */
export function discard(ids: Ids, { withFile = false, only = null }: DiscardOptions = {}): void {
  const views = useList.getState().byId
  const take = async (): Promise<void> => {
    const trashed = await window.rill.trash(ids, { withFile, only })
    const taken = trashed.map((one) => one.id)
    const [id] = taken
    if (id === undefined) return
    const view = taken.length === 1 ? views.get(id) : undefined
    const isEnded = view?.state === 'completed' || view?.state === 'failed'
    useSelection.setState((state) => without(state, taken))
    const words = isEnded ? 'toasts.removed' : 'toasts.cancelled'
    offerUndo(trashed, view ? t(words, { name: view.name }) : removedText(taken))
  }
  runCommand(take())
}

/** Takes all that is completed off the list; the files stay. */
export function clearCompleted(): void {
  const clear = async (): Promise<void> => {
    discard(await window.rill.listIds({ filter: { states: ['completed'] } }))
  }
  runCommand(clear())
}

/** Offers to restore downloads that were trashed before this page was loaded. */
export async function offerToRestore(): Promise<void> {
  const trashed = await window.rill.trashed()
  offerUndo(trashed, removedText(trashed.map(({ id }) => id)))
}

function removedText(ids: Ids): string {
  return t('list.removed', { count: ids.length })
}

/** The first of them that is purged ends the offer. */
function offerUndo(trashed: readonly TrashedDownload[], words: string): void {
  const ids = trashed.map(({ id }) => id)
  const untilMs = trashed.reduce((least, one) => Math.min(least, one.untilMs), Infinity)
  const leftMs = untilMs - Date.now()
  if (ids.length === 0 || leftMs <= 0) return
  toast(words, {
    duration: leftMs,
    action: { label: t('list.undo'), onClick: () => runCommand(window.rill.restore(ids)) },
  })
}
