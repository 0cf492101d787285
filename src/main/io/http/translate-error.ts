import type { ErrorCode } from '../../../shared/errors'
import { DownloadError } from '../../engine/download-error'

const CODES: Record<string, ErrorCode> = {
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
  ECONNREFUSED: 'connection-refused',
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: 'short-body',
  ERR_TOO_MANY_REDIRECTS: 'too-many-redirects',
  ERR_UNSUPPORTED_PROTOCOL: 'bad-link',
  ERR_INVALID_URL: 'bad-link',
}

/** Reasons of OpenSSL and of Node for not trusting the other side. */
const TLS =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_|ERR_SSL_|EPROTO|INVALID_CA|HOSTNAME_MISMATCH)/u

/** An error of got's or of the network, in the engine's words. */
export function translateHttpError(error: unknown, url: string): DownloadError {
  if (error instanceof DownloadError) return error
  const code = codeOf(error)
  const { host } = new URL(url)
  if (TLS.test(code)) return new DownloadError('tls-refused', { host, detail: code }, error)
  const detail = code === '' ? {} : { detail: code }
  return new DownloadError(CODES[code] ?? 'connection-lost', { host, ...detail }, error)
}

/** The most telling code: a cause deeper down knows more than got's own. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const own = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (own in CODES || TLS.test(own)) return own
  return codeOf(error.cause) || own
}
