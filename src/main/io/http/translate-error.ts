import type { ErrorCode } from '../../../shared/errors'
import { DownloadError } from '../../engine/download-error'

const CODES: Record<string, ErrorCode> = {
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
  ECONNREFUSED: 'connection-refused',
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: 'short-body',
  ERR_UNSUPPORTED_PROTOCOL: 'bad-link',
  ERR_INVALID_URL: 'bad-link',
}

/** Reasons of OpenSSL and of Node for not trusting the other side. */
const TLS =
  /^(CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_|ERR_SSL_|EPROTO|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)/u

/** An error of got's or of the network before there is an answer, in the engine's words. */
export function translateHttpError(error: unknown, url: string): DownloadError {
  const known = downloadErrorIn(error)
  if (known !== null) return known
  const code = codeOf(error)
  return translate(headerMeaningOf(code), code, error, url)
}

/**
 * The same for what ends a body. A server that has answered is trusted, so a complaint of the TLS library
 * is about bytes that were garbled under way, and worth another try.
 */
export function translateBodyError(error: unknown, url: string): DownloadError {
  const known = downloadErrorIn(error)
  if (known !== null) return known
  const code = codeOf(error)
  return translate(meaningOf(code), code, error, url)
}

/** The same for what a decoder makes of a body. Its own codes differ from Node to Node. */
export function translateDecoderError(error: Error, url: string): DownloadError {
  const code = codeOf(error)
  // zlib wants more, and nothing more comes.
  const meaning = code === 'Z_BUF_ERROR' ? 'short-body' : 'encoded-answer'
  return translate(meaning, code, error, url)
}

/** Whether a code is a reason not to trust the other side. */
export function isTlsCode(code: string): boolean {
  return TLS.test(code)
}

/** The most telling code, '' if there is none: a cause deeper down knows more than got's own. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const own = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (own in CODES || TLS.test(own)) return own
  return codeOf(error.cause) || own
}

function headerMeaningOf(code: string): ErrorCode {
  if (isTlsCode(code)) return 'tls-refused'
  // What came is no HTTP, or contradicts itself: that is not for the network to mend.
  return code.startsWith('HPE_') ? 'server-error' : meaningOf(code)
}

function meaningOf(code: string): ErrorCode {
  return CODES[code] ?? 'connection-lost'
}

function translate(meaning: ErrorCode, code: string, error: unknown, url: string): DownloadError {
  const facts = { host: new URL(url).host, ...(code === '' ? {} : { detail: code }) }
  return new DownloadError(meaning, facts, error)
}

/** An agent may have said already what is wrong; got wraps what it throws. */
function downloadErrorIn(error: unknown): DownloadError | null {
  if (error instanceof DownloadError) return error
  return error instanceof Error ? downloadErrorIn(error.cause) : null
}
