import type { DownloadId } from '../../../shared/download'
import type { ErrorCode } from '../../../shared/errors'
import type { DownloadError } from '../download-error'
import type { Download } from '../life/download'

/** Errors of a server or its link; of disk, name, proxy and checksum a mirror would say the same. */
const LINK_ERRORS: ReadonlySet<ErrorCode> = new Set([
  'not-found',
  'gone',
  'unauthorized',
  'forbidden',
  'link-expired',
  'login-page',
  'other-file',
  'http-status',
  'too-many-redirects',
  'tls-refused',
  'encoded-answer',
  'host-not-found',
  'connection-refused',
  'connection-lost',
  'stalled',
  'short-body',
  'server-busy',
  'server-error',
])

/** Chooses the mirror that a download turns to when its link fails: each one once. */
export class MirrorFailover {
  readonly #tried = new Map<DownloadId, Set<string>>()

  /** The mirror to try after this error of this link; null if none is left, or none would help. */
  next({ id, record }: Download, failedUrl: string, { code }: DownloadError): string | null {
    const { mirrors } = record.options
    if (mirrors.length === 0 || !LINK_ERRORS.has(code)) return null
    const tried = this.#tried.get(id) ?? new Set()
    this.#tried.set(id, tried.add(failedUrl).add(record.url))
    return mirrors.find((url) => !tried.has(url)) ?? null
  }

  /** The download ended, or the user chose what to do: every mirror may be tried again. */
  forget(id: DownloadId): void {
    this.#tried.delete(id)
  }
}
