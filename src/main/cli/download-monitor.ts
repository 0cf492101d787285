import type { DownloadId, DownloadView } from '../../shared/download'
import type { Engine } from '../engine/engine'
import type { DownloadRequest } from './download-requests'
import type { Reporter } from './reporter'

const PROGRESS_EVERY_MS = 250

/** Adds the downloads of one command, follows them and reports what becomes of them. */
export class DownloadMonitor {
  /** Settles when none of them runs any more. */
  readonly allEnded: Promise<void>
  failures = 0
  readonly #engine: Engine
  readonly #reporter: Reporter
  readonly #startedAtMs = performance.now()
  readonly #running = new Map<DownloadId, DownloadRequest>()
  readonly #named = new Set<DownloadId>()
  readonly #reportedAtMs = new Map<DownloadId, number>()
  #allEnded: () => void = () => undefined

  constructor(engine: Engine, reporter: Reporter) {
    this.#engine = engine
    this.#reporter = reporter
    this.allEnded = new Promise((resolve) => {
      this.#allEnded = resolve
    })
    engine.subscribe((event) => {
      if (event.type === 'settings' || !this.#running.has(event.id)) return
      if (event.type === 'changed') this.#changed(event.id)
      else if (event.type !== 'verified') this.#ended(event.id)
    })
  }

  /** Goes on with what is unfinished and adds the rest, all of one folder and name at once. */
  add(all: readonly DownloadRequest[]): void {
    const views = new Map<DownloadRequest, DownloadView>()
    const anew = new Map<string, DownloadRequest[]>()
    for (const wanted of all) {
      const { url, dir, out, options } = wanted
      const view = this.#continueFromAny([url, ...(options.mirrors ?? [])], wanted)
      if (view !== null) views.set(wanted, view)
      else {
        const key = JSON.stringify([dir, out, options])
        const alike = anew.get(key)
        if (alike === undefined) anew.set(key, [wanted])
        else alike.push(wanted)
      }
    }
    for (const group of anew.values()) {
      for (const [index, view] of this.#addAlike(group).entries()) {
        const wanted = group[index]
        if (wanted !== undefined) views.set(wanted, view)
      }
    }
    for (const wanted of all) {
      const view = views.get(wanted)
      if (view === undefined) continue
      this.#running.set(view.id, wanted)
      this.#reporter.added(view)
    }
    if (this.#running.size === 0) this.#allEnded()
  }

  /** Tells of what was left unfinished. */
  interrupt(): void {
    for (const id of this.#running.keys()) {
      const view = this.#engine.queries.get(id)
      if (view !== undefined) this.#reporter.interrupted(view)
    }
  }

  /** An earlier command may have turned to one of the mirrors. */
  #continueFromAny(links: readonly string[], wanted: DownloadRequest): DownloadView | null {
    const { dir, out } = wanted
    for (const link of links) {
      const options = { ...wanted.options, mirrors: links.filter((other) => other !== link) }
      const view = this.#engine.recovery.continueUnfinished(link, dir, out, options)
      if (view !== null) return view
    }
    return null
  }

  #addAlike(group: readonly DownloadRequest[]): DownloadView[] {
    const [first] = group
    if (first === undefined) return []
    const { dir, out, options } = first
    return this.#engine.additions.add({
      urls: group.map(({ url }) => url),
      dir,
      paused: false,
      options,
      ...(out === undefined ? {} : { wishedName: out }),
    })
  }

  #changed(id: DownloadId): void {
    const nowMs = performance.now()
    if (nowMs - (this.#reportedAtMs.get(id) ?? Number.NEGATIVE_INFINITY) < PROGRESS_EVERY_MS) return
    const view = this.#engine.queries.get(id)
    if (view === undefined) return
    if (view.state === 'needs-link') {
      this.#ended(id)
      return
    }
    if (!this.#named.has(id) && this.#name(view)) return
    this.#reportedAtMs.set(id, nowMs)
    this.#reporter.changed(view)
  }

  /** Reports the start if the server has answered. */
  #name(view: DownloadView): boolean {
    const path = this.#engine.queries.pathOf(view.id)
    if (view.resumable === null || path === null) return false
    this.#named.add(view.id)
    this.#reporter.started(view, path.replace(/\.part$/u, ''))
    return true
  }

  #ended(id: DownloadId): void {
    const view = this.#engine.queries.get(id)
    const wanted = this.#running.get(id)
    this.#running.delete(id)
    if (view !== undefined) this.#tellEnd(view, wanted)
    if (this.#running.size === 0) this.#allEnded()
  }

  #tellEnd(view: DownloadView, wanted: DownloadRequest | undefined): void {
    const path = this.#engine.queries.pathOf(view.id)
    if (view.state === 'completed' && path !== null) {
      if (!this.#named.has(view.id)) this.#reporter.started(view, path)
      this.#reporter.completed(view, path, Math.round(performance.now() - this.#startedAtMs))
    } else if (wanted?.options.onConflict === 'skip' && view.error?.code === 'name-taken') {
      this.#reporter.skipped(view, view.error.facts.path ?? null)
    } else {
      this.failures += 1
      this.#reporter.failed(view)
    }
  }
}
