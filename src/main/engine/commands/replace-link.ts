import type { DownloadId } from '../../../shared/download'
import type { DownloadOptions } from '../../../shared/download-options'
import { CancelledError, type Coroutine } from '../../kernel'
import type { EngineContext } from '../context'
import { type DownloadError, toDownloadError } from '../download-error'
import type { Download } from '../life/download'
import { wasFinished } from '../life/file-state'
import { prepareRepair } from '../proof/verify-download'
import type { DownloadRecord } from '../records'
import { proveLink } from '../requests/prove-link'
import { requestOptionsOf } from '../requests/request-options'
import { Requester } from '../requests/requester'
import { MirrorFailover } from './mirror-failover'

/** Gives downloads another link, once it has proven that it leads to the same file. */
export class ReplaceLink {
  readonly #context: EngineContext
  readonly #mirrors = new MirrorFailover()

  constructor(context: EngineContext) {
    this.#context = context
  }

  /** Tries the user's link; if it leads to another file, the download keeps its own, and says why. */
  replace(id: DownloadId, url: string): void {
    this.#context.downloads.each('changeLink', [id], (download) => {
      this.#mirrors.forget(id)
      download.proveLink()
      this.#prove(download, { url, isMirror: false })
    })
  }

  /**
   * Turns to the next mirror of a download whose link has just failed. False if there is none that
   * could help.
   */
  failOver(download: Download, error: DownloadError): boolean {
    return this.#turnToMirror(download, download.record.url, error)
  }

  /** The download ended: every mirror may be tried again. */
  ended({ id }: Download): void {
    this.#mirrors.forget(id)
  }

  #turnToMirror(download: Download, failedUrl: string, error: DownloadError): boolean {
    const next = this.#mirrors.next(download, failedUrl, error)
    if (next === null) return false
    download.proveMirror(failedUrl, error)
    this.#prove(download, { url: next, isMirror: true })
    return true
  }

  #prove(download: Download, link: NewLink): void {
    this.#context.scheduler.replace(download, 'prove-link', () => this.#try(download, link))
  }

  *#try(download: Download, link: NewLink): Coroutine<void> {
    const { scheduler, ports } = this.#context
    const { url } = link
    const options = optionsFor(link, download.record)
    const requester = this.#requester(options)
    try {
      // A finished file that was found damaged: what is left of it is continued as a part.
      if (wasFinished(download.record)) yield* prepareRepair(download, ports)
      const validator = yield* scheduler.visit(url, () =>
        proveLink(download, url, ports.files, requester),
      )
      download.acceptLink({ url, validator, options })
      this.#context.enqueue(download)
    } catch (thrown) {
      if (thrown instanceof CancelledError) throw thrown
      this.#rejected(download, link, toDownloadError(thrown))
    }
  }

  #requester(options: DownloadOptions): Requester {
    const { ports, policy, settings } = this.#context
    return new Requester({
      source: ports.source,
      options: () => requestOptionsOf(options, settings.now),
      stallMs: policy.stallMs,
    })
  }

  #rejected(download: Download, { url, isMirror }: NewLink, error: DownloadError): void {
    if (isMirror && this.#turnToMirror(download, url, error)) return
    this.ended(download)
    download.rejectLink(url, error)
    this.#context.emit({ type: 'failed', id: download.id })
  }
}

interface NewLink {
  readonly url: string
  /** The download's own mirror, or a link that the user gave. */
  readonly isMirror: boolean
}

/**
 * The options under the new link. What was meant for one server is not sent to another. A mirror
 * changes places with the link that failed, which is a mirror from now on.
 */
function optionsFor({ url, isMirror }: NewLink, record: DownloadRecord): DownloadOptions {
  const { url: before, options: own } = record
  const mirrors = own.mirrors.map((mirror) => (mirror === url ? before : mirror))
  const options = isMirror ? { ...own, mirrors } : own
  if (new URL(url).origin === new URL(before).origin) return options
  return { ...options, headers: {}, cookie: null, login: null, referer: null }
}
