import type { DownloadId, DownloadView } from '../../shared/download'
import type { Engine } from '../engine/engine'
import { runEngine } from '../io/run-engine'
import { JsonReporter, type Reporter, TextReporter } from './reporter'
import type { GetOptions } from './usage'

const PROGRESS_EVERY_MS = 250
const EXIT_STATUS = { complete: 0, failed: 1, interrupted: 130 } as const

/**
 * Downloads to the end, or until SIGINT or SIGTERM, and returns the exit status: 0 all complete,
 * 1 at least one failed, 130 interrupted with everything saved.
 */
export async function get(options: GetOptions, version: string): Promise<number> {
  const { connections, jobs, dataDir, dir } = options
  const { engine, ended, stop } = await runEngine({
    dataDir,
    defaultFolder: dir,
    version,
    recover: false,
    overrides: {
      ...(connections === undefined ? {} : { connectionsPerDownload: connections }),
      ...(jobs === undefined ? {} : { simultaneousDownloads: jobs }),
    },
  })
  const reporter = options.json ? new JsonReporter() : new TextReporter(options.quiet)
  const watch = new Watch(engine, reporter)
  const interruption = signalled()
  watch.add(options)
  const outcome = await Promise.race([watch.allEnded, interruption, ended])
  if (outcome === 'interrupted') watch.interrupt()
  await stop()
  reporter.end()
  if (outcome === 'interrupted') return EXIT_STATUS.interrupted
  return watch.failures > 0 ? EXIT_STATUS.failed : EXIT_STATUS.complete
}

/** The second signal ends the process as usual. */
function signalled(): Promise<'interrupted'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => resolve('interrupted'))
    }
  })
}

/** Follows the downloads of one command and reports what becomes of them. */
class Watch {
  readonly allEnded: Promise<void>
  failures = 0
  readonly #engine: Engine
  readonly #reporter: Reporter
  readonly #startedAtMs = performance.now()
  readonly #running = new Set<DownloadId>()
  readonly #named = new Set<DownloadId>()
  readonly #progressAtMs = new Map<DownloadId, number>()
  #allEnded: () => void = () => undefined

  constructor(engine: Engine, reporter: Reporter) {
    this.#engine = engine
    this.#reporter = reporter
    this.allEnded = new Promise((resolve) => {
      this.#allEnded = resolve
    })
    engine.subscribe((event) => {
      if (event.type === 'settings' || event.type === 'removed') return
      const view = engine.get(event.id)
      if (view === undefined || !this.#running.has(view.id)) return
      if (event.type === 'changed') this.#changed(view)
      else this.#ended(view)
    })
  }

  add({ urls, dir, out }: GetOptions): void {
    for (const url of urls) {
      const view =
        this.#engine.continueUnfinished(url, dir, out) ??
        this.#engine.add({
          urls: [url],
          dir,
          paused: false,
          ...(out === undefined ? {} : { wishedName: out }),
        })[0]
      if (view === undefined) continue
      this.#running.add(view.id)
      this.#reporter.added(view)
    }
  }

  interrupt(): void {
    for (const id of this.#running) {
      const view = this.#engine.get(id)
      if (view !== undefined) this.#reporter.interrupted(view)
    }
  }

  #changed(view: DownloadView): void {
    const path = this.#engine.pathOf(view.id)
    if (view.resumable === null || path === null) return
    if (!this.#named.has(view.id)) {
      this.#named.add(view.id)
      this.#reporter.started(view, path.replace(/\.part$/u, ''))
    }
    const nowMs = performance.now()
    if (nowMs - (this.#progressAtMs.get(view.id) ?? 0) < PROGRESS_EVERY_MS) return
    if (view.state !== 'downloading') return
    this.#progressAtMs.set(view.id, nowMs)
    this.#reporter.progress(view)
  }

  #ended(view: DownloadView): void {
    this.#running.delete(view.id)
    const path = this.#engine.pathOf(view.id)
    if (view.state === 'completed' && path !== null) {
      this.#reporter.completed(view, path, Math.round(performance.now() - this.#startedAtMs))
    } else {
      this.failures += 1
      this.#reporter.failed(view)
    }
    if (this.#running.size === 0) this.#allEnded()
  }
}
