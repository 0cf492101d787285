import type { Download } from '../download'
import type { DownloadError } from '../download-error'
import type { Facts } from '../timeline'

/**
 * Forgets everything that was planned and fetched, so that the next response decides anew. Notes in
 * the timeline how many bytes that costs, and why.
 */
export function resetProgress(
  download: Download,
  costBytes: number,
  ...why: readonly (DownloadError | Facts)[]
): void {
  // Noted before anybody can see that the progress has gone back.
  if (costBytes > 0) download.timeline.note('restarted', ...why, { costBytes })
  else if (why.length > 0) download.timeline.note('retrying', ...why)
  download.checkpoint([])
  download.forgetBlocks()
  download.patch({
    lengthBytes: null,
    resumable: null,
    proof: null,
    finishedAtMs: null,
    validator: { etag: null, lastModified: null },
    contentType: null,
    finalUrl: null,
    server: null,
    foundChecksums: [],
  })
}
