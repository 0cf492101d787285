import { describeError } from '../../shared/describe-error'
import { type DownloadId, type DownloadView, retryOf } from '../../shared/download'
import { CommandTotals } from './command-totals'
import { formatBytes, formatDuration } from './format-amounts'
import { inColour } from './in-colour'
import type { LiveProgress } from './live-progress'
import { printable } from './printable'
import type { Progress } from './progress-line'
import { complainOf, type Reporter } from './reporter'
import { withoutPassword } from './sentence'

/** Lines for people; on a terminal with live progress below them. */
export class TextReporter implements Reporter {
  readonly #quiet: boolean
  readonly #redraws: boolean
  #live: LiveProgress | null = null
  readonly #totals = new CommandTotals()
  /** Why each download waits, as it was told last. */
  readonly #troubles = new Map<DownloadId, string>()

  constructor(quiet: boolean) {
    this.#quiet = quiet
    // A terminal that cannot move its cursor gets plain lines.
    this.#redraws = process.stdout.isTTY && process.env.TERM !== 'dumb' && !quiet
  }

  added(): void {
    this.#totals.added()
  }

  started({ url }: DownloadView, path: string): void {
    if (this.#redraws) void this.#goLive()
    else this.#say(`${withoutPassword(url)} -> ${path}`)
  }

  changed(view: DownloadView): void {
    if (!this.#redraws) this.#tellTrouble(view)
    else if (view.state === 'downloading' || view.state === 'verifying') {
      this.#live?.show(view.id, progressOf(view))
    }
  }

  completed(view: DownloadView, path: string, elapsedMs: number): void {
    this.#ended(view)
    const size = view.lengthBytes === null ? '' : `${formatBytes(view.lengthBytes)} `
    const doubt = view.proof === 'none' ? '; the server gave no way to check that it is whole' : ''
    this.#say(`Completed ${path} (${size}in ${formatDuration(elapsedMs)}${doubt})`, 'green')
  }

  skipped(view: DownloadView, path: string | null): void {
    this.#ended(view)
    this.#say(`Skipped ${path ?? view.name}: the file already exists`)
  }

  failed(view: DownloadView): void {
    this.#ended(view)
    this.#above(() => complainOf(view))
  }

  interrupted(view: DownloadView): void {
    this.#live?.remove(view.id)
    this.#say(`Interrupted ${view.name}: run the same command to resume`)
  }

  end(): void {
    this.#live?.end()
  }

  /** Only once there is something to show: what it needs takes as long to load as the rest. */
  async #goLive(): Promise<void> {
    const { LiveProgress } = await import('./live-progress')
    this.#live ??= new LiveProgress((running) => this.#totals.total(running))
  }

  #ended(view: DownloadView): void {
    this.#totals.ended(view)
    this.#live?.remove(view.id)
  }

  /** Where no line of progress shows it: once each time the reason changes. */
  #tellTrouble(view: DownloadView): void {
    const trouble = troubleOf(view)
    if (trouble === null || this.#troubles.get(view.id) === trouble) return
    this.#troubles.set(view.id, trouble)
    this.#say(`Waiting: ${view.name}: ${trouble}`)
  }

  #say(line: string, colour?: 'green'): void {
    if (this.#quiet) return
    const text = printable(line)
    this.#above(() => {
      process.stdout.write(`${colour === undefined ? text : inColour(colour, text)}\n`)
    })
  }

  #above(print: () => void): void {
    if (this.#live === null) print()
    else this.#live.above(print)
  }
}

function progressOf(view: DownloadView): Progress {
  const { name, doneBytes, lengthBytes, speedBytesPerSec, etaMs } = view
  const trouble = view.state === 'verifying' ? verifying(view) : troubleOf(view)
  return { label: name, doneBytes, lengthBytes, speedBytesPerSec, etaMs, trouble }
}

/** How far it has been read back. */
function verifying({ verifiedBytes, lengthBytes }: DownloadView): string {
  if (verifiedBytes === null || lengthBytes === null || lengthBytes === 0) return 'verifying'
  return `verifying ${Math.floor((verifiedBytes / lengthBytes) * 100)} %`
}

function troubleOf(view: DownloadView): string | null {
  const retry = retryOf(view)
  return retry && describeError(retry.error).happened
}
