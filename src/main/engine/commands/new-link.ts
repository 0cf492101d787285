import type { DownloadId } from '../../../shared/download'
import type { DownloadOptions } from '../../../shared/download-options'
import { CancelledError, type Coroutine } from '../../kernel'
import type { Download } from '../download'
import { toDownloadError } from '../download-error'
import { prepareRepair } from '../proof/verify-download'
import type { DownloadRecord } from '../records'
import { proveLink } from '../requests/prove-link'
import { Requester } from '../requests/requester'
import type { Roster } from '../roster'

/** Another link for a download, once it has proven to lead to the same file. */
export class NewLink {
  readonly #roster: Roster

  constructor(roster: Roster) {
    this.#roster = roster
  }

  change(id: DownloadId, url: string): void {
    this.#roster.each('changeLink', [id], (download) => {
      download.patch({ state: 'verifying', error: null })
      this.#roster.scheduler.try(download, () => this.#try(download, url))
    })
  }

  *#try(download: Download, url: string): Coroutine<void> {
    const { ports, policy, scheduler, settings } = this.#roster
    const options = optionsFor(url, download.record)
    const request = { ...options, proxy: options.proxy ?? settings.now.proxy }
    const { source, files } = ports
    const { stallMs } = policy
    const requester = new Requester({ source, options: () => request, stallMs })
    try {
      // A finished file that was found damaged: what is left of it goes on as a part.
      if (download.record.finishedAtMs !== null) yield* prepareRepair(download, ports)
      const validator = yield* scheduler.visit(url, () =>
        proveLink(download, url, files, requester),
      )
      download.patch({ url, validator, options })
      download.timeline.note('new-link', { url })
      this.#roster.enqueue(download)
    } catch (thrown) {
      if (thrown instanceof CancelledError) throw thrown
      const error = toDownloadError(thrown)
      download.patch({ state: 'needs-link', error: error.info })
      download.timeline.note('needs-link', error, { url })
      this.#roster.emit({ type: 'failed', id: download.id })
    }
  }
}

/** What was meant for one server is not told to another, which a new link may lead to. */
function optionsFor(url: string, { url: before, options }: DownloadRecord): DownloadOptions {
  if (new URL(url).origin === new URL(before).origin) return options
  return { ...options, headers: {}, cookie: null, login: null, referer: null }
}
