import type { DownloadRecord } from '../records'

/** What the first response says of a file. */
export type FilePlan = Pick<
  DownloadRecord,
  | 'lengthBytes'
  | 'resumable'
  | 'validator'
  | 'contentType'
  | 'finalUrl'
  | 'server'
  | 'foundChecksums'
>

/** Before the first response, and after everything was forgotten. */
export const NO_PLAN: FilePlan = {
  lengthBytes: null,
  resumable: null,
  validator: { etag: null, lastModified: null },
  contentType: null,
  finalUrl: null,
  server: null,
  foundChecksums: [],
}
