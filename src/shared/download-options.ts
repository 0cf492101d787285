import { z } from 'zod'
import { checksumSchema } from './checksum'

/** A header field's name and value (RFC 9110 §5.1, §5.5). */
const headerName = z.string().regex(/^[!#$%&'*+\-.^_`|~0-9a-z]+$/iu)
const headerValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/u)

/** What is done when the wished name is taken already. */
export const CONFLICT_POLICIES = ['rename', 'overwrite', 'skip', 'fail'] as const

/** What a person asked of one download beyond its link; null leaves it to the settings. */
export const downloadOptionsSchema = z.strictObject({
  /** Further header fields of every request, by name. */
  headers: z.record(headerName, headerValue),
  userAgent: headerValue.nullable(),
  referer: headerValue.nullable(),
  /** The value of a Cookie header: `a=1; b=2`. Sent to the link's own site alone. */
  cookie: headerValue.nullable(),
  /** For Basic or Digest authentication, at the link's own host alone. */
  login: z.strictObject({ user: z.string(), password: z.string() }).nullable(),
  /** `http://…`, `https://…` or `socks5://…`; `none` goes without one. */
  proxy: z.string().nullable(),
  /** Maximum bytes per second. */
  limitBytesPerSec: z.int().min(1).nullable(),
  /** Most connections. */
  connections: z.int().min(1).max(64).nullable(),
  /** All of them have to match. */
  checksums: z.array(checksumSchema),
  onConflict: z.enum(CONFLICT_POLICIES),
  /** Other links of the same file, the best first. */
  mirrors: z.array(z.string()),
})

export type DownloadOptions = z.infer<typeof downloadOptionsSchema>
export type ConflictPolicy = DownloadOptions['onConflict']

export const NO_OPTIONS: DownloadOptions = {
  headers: {},
  userAgent: null,
  referer: null,
  cookie: null,
  login: null,
  proxy: null,
  limitBytesPerSec: null,
  connections: null,
  checksums: [],
  onConflict: 'rename',
  mirrors: [],
}
