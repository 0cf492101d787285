/** Commands for one or several downloads. */
import { toast } from 'sonner'
import type { DownloadId } from '../../shared/download'
import type { TrashedDownload } from '../../shared/ipc/selection'
import type { QueueStep } from '../../shared/queue-step'
import { t } from '../lib/i18n/i18n'
import { runCommand } from '../lib/run-command'
import { useList } from './list'
import { useSelection, without } from './selection'

export type Ids = readonly DownloadId[]

interface TrashOptions {
  /** Also moves finished files to the trash of the system. */
  readonly withFile?: boolean
  /** Skips downloads that do not allow this action; null removes every download. */
  readonly only?: 'cancel' | 'remove' | null
}

/** The rows that a key in the list acts on: the selection, unless the current row is outside it. */
export function targetIds(): Ids {
  const { ids, current } = useSelection.getState()
  if (current !== null && !ids.has(current)) return [current]
  return [...ids]
}

/** Moves downloads by one step in the queue. */
export function moveInQueue(ids: Ids, step: QueueStep): void {
  runCommand(window.rill.moveBy(ids, step))
}

/** Moves downloads in front of `before` in the queue; null moves them to its end. */
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

/** Removes downloads from the list; a toast offers to restore them. */
export function trashDownloads(
  ids: Ids,
  { withFile = false, only = null }: TrashOptions = {},
): void {
  const views = useList.getState().byId
  const trash = async (): Promise<void> => {
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
  runCommand(trash())
}

/** Removes completed downloads from the list; their files stay. */
export function clearCompleted(): void {
  const clear = async (): Promise<void> => {
    trashDownloads(await window.rill.listIds({ filter: { states: ['completed'] } }))
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

/** The offer ends when the first of the downloads is purged. */
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
