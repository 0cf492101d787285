import { DownloadError } from './download-error'

/** Returns what `work` returns; null if the store fails, because a download matters more. */
export function ignoreStoreError<T>(work: () => T): T | null {
  try {
    return work()
  } catch (thrown) {
    if (!(thrown instanceof DownloadError)) throw thrown
    return null
  }
}
