import type { DownloadId } from '../../../shared/download'
import { type Coroutine, type Task, type TaskGroup, wait } from '../../kernel'
import { DownloadError } from '../download-error'

/** What is done with a download or its file, one thing at a time. */
export type ActivityName = 'transfer' | 'verify' | 'repair' | 'prove-link' | 'move' | 'purge'

interface Activity {
  readonly name: ActivityName
  readonly task: Task<void>
  /** What was replaced, and has not come to its end yet. */
  readonly before: readonly Task<void>[]
  /** Cancelled; its clean-up may still run. */
  ending: boolean
}

/** A move that is cut short leaves two files, a purge one that nobody knows of. */
const RUNS_TO_ITS_END: ReadonlySet<ActivityName> = new Set(['move', 'purge'])

/**
 * Sees to it that at most one activity of a download runs at any time: a new one begins when the
 * clean-up of the one before is over.
 *
 * Invariant 5: each is a Task of one TaskGroup, and ends with it.
 */
export class Activities {
  readonly #current = new Map<DownloadId, Activity>()
  /** The downloads of which the body of an activity, or its clean-up, runs. */
  readonly #running = new Set<DownloadId>()
  readonly #ended: () => void
  #group: TaskGroup | null = null

  /** `ended` is called when a download has no activity any more. */
  constructor(ended: () => void) {
    this.#ended = ended
  }

  /** Runs all activities in this group from now on. */
  serveIn(group: TaskGroup): void {
    this.#group = group
  }

  has(id: DownloadId): boolean {
    return this.#current.has(id)
  }

  /** Whether this Task is not, or soon no longer, the activity of the download. */
  isEnding(id: DownloadId, task: Task<void>): boolean {
    const activity = this.#current.get(id)
    return activity === undefined || activity.task !== task || activity.ending || task.done()
  }

  /**
   * Cancels the present activity of a download, waits for its clean-up, then runs `body`. A move and
   * a purge are not cancelled but waited for.
   */
  replace(id: DownloadId, name: ActivityName, body: () => Coroutine<void>): Task<void> {
    if (this.#group === null) throw new Error('the engine does not serve yet')
    const present = this.#current.get(id)
    if (present !== undefined) end(present)
    const before =
      present === undefined ? [] : [...present.before, present.task].filter((task) => !task.done())
    const task = this.#group.spawn(this.#run(id, before, body), `${name} ${id}`)
    const activity: Activity = { name, task, before, ending: false }
    this.#current.set(id, activity)
    task.addDoneCallback(() => {
      if (this.#current.get(id) !== activity) return
      this.#current.delete(id)
      this.#ended()
    })
    return task
  }

  /** Cancels the activity of a download; its clean-up goes on. */
  end(id: DownloadId): void {
    const activity = this.#current.get(id)
    if (activity !== undefined) end(activity)
  }

  *#run(
    id: DownloadId,
    before: readonly Task<void>[],
    body: () => Coroutine<void>,
  ): Coroutine<void> {
    if (before.length > 0) yield* wait(before)
    if (this.#running.has(id)) throw new DownloadError('bug', { detail: 'two activities at once' })
    this.#running.add(id)
    try {
      yield* body()
    } finally {
      this.#running.delete(id)
    }
  }

  /** Cancels all activities that may be cancelled. */
  endAll(): void {
    for (const activity of this.#current.values()) end(activity)
  }
}

function end(activity: Activity): void {
  if (activity.ending || RUNS_TO_ITS_END.has(activity.name)) return
  activity.ending = true
  activity.task.cancel()
}
