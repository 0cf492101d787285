import { DownloadError } from '../../../engine/download-error'
import { codeOf, isTlsCode } from '../translate-error'

/** What went wrong between here and a proxy on the way to `host`, in the engine's words. */
export function proxyError(error: unknown, host: string): DownloadError {
  if (error instanceof DownloadError) return error
  const code = codeOf(error)
  if (isTlsCode(code)) return new DownloadError('proxy-unusable', { host, detail: code }, error)
  return new DownloadError(
    'proxy-failed',
    { host, ...(code === '' ? {} : { detail: code }) },
    error,
  )
}

/** What a proxy means that answers CONNECT, or a request, by this status. */
export function proxyRefusal(status: number, host: string): DownloadError {
  if (status === 407) {
    return new DownloadError('proxy-unusable', { host, status, reason: 'asks-for-login' })
  }
  return new DownloadError('proxy-failed', { host, status, reason: 'answers-status' })
}
