import type { Checksum, ChecksumAlgorithm } from '../../shared/checksum'
import type { DownloadId, DownloadState, Proof } from '../../shared/download'
import type { DownloadOptions } from '../../shared/download-options'
import type { ErrorInfo } from '../../shared/errors'
import type { Settings } from '../../shared/settings'
import type { SpeedRecord } from '../../shared/speed-record'
import type { TimelineEntry } from '../../shared/timeline'
import type { Coroutine } from '../kernel'
import type { Validator } from './proof/validator'

/** Half-open `[start, end)`; an `end` of null means up to the end of the file. */
export interface ByteRange {
  readonly start: number
  readonly end: number | null
}

/** How to ask, beyond the link. */
export type RequestOptions = Pick<
  DownloadOptions,
  'headers' | 'userAgent' | 'referer' | 'cookie' | 'login'
> & {
  /** `system`, `none`, or a link to the proxy. */
  readonly proxy: string
}

export interface GetRequest {
  readonly url: string
  readonly options: RequestOptions
  /** null asks for the whole without a Range header. */
  readonly range: ByteRange | null
  /** Value of If-Range. */
  readonly ifRange: string | null
}

/** What a server said, as facts, and the body that follows. */
export interface HttpResponse {
  readonly status: number
  /** Where the answer came from, after redirects. */
  readonly url: string
  /** The links that led on to `url`, in order; empty without a redirect. */
  readonly redirectedFrom: readonly string[]
  /** The media type alone, in lower case: `text/html`. */
  readonly contentType: string | null
  /** What the server calls itself. */
  readonly server: string | null
  /** Checksums of the whole file that the header gives (RFC 9530). */
  readonly checksums: readonly Checksum[]
  /** Content-Range, half-open; null if there is none that can be understood. */
  readonly contentRange: {
    readonly start: number
    readonly end: number
    readonly lengthBytes: number | null
  } | null
  /** How long the whole file is, as an answer says that refuses the range (RFC 9110 §14.4). */
  readonly refusedLengthBytes: number | null
  readonly contentLengthBytes: number | null
  readonly acceptsRanges: boolean
  readonly validator: Validator
  /** The Content-Encoding; null for the plain bytes. */
  readonly contentEncoding: string | null
  /** The name in Content-Disposition, as the server wrote it. */
  readonly fileName: string | null
  readonly retryAfterMs: number | null
  /**
   * Waits for bytes and returns all that have arrived, or null at the end of a whole body. They are
   * good until the next `read` or `close`: who needs them for longer copies them. Throws a
   * DownloadError (retryable) when the connection breaks.
   */
  read(): Coroutine<readonly Uint8Array[] | null>
  /** Lets the connection go; the body may be unread. May be called twice. */
  close(): void
}

export interface HttpSource {
  /** Sends a GET, follows redirects, waits for the header. Throws DownloadError. */
  get(request: GetRequest): Coroutine<HttpResponse>
}

/** An unfinished file. All methods throw DownloadError. */
export interface PartFile {
  /**
   * Whether somebody else wrote to the part since this process closed it last; null if that cannot
   * be told. Its bytes then have to be proven again.
   */
  readonly touched?: boolean | null
  lengthBytes(): Coroutine<number>
  /** Cuts or extends; an extended part takes no room on disk until it is written. */
  setLength(lengthBytes: number): Coroutine<void>
  /** Bytes `[start, end)`; fewer if the file ends before. */
  read(start: number, end: number): Coroutine<Uint8Array>
  /** Writes all chunks one after the other at `position`. */
  write(chunks: readonly Uint8Array[], position: number): Coroutine<void>
  /** Returns when all that was written would survive a power cut. */
  flush(): Coroutine<void>
  close(): Coroutine<void>
}

/** The disk. Names are base names inside `dir`. All methods throw DownloadError. */
export interface Files {
  /** The base name that is nearest to `wished` and safe on every system. */
  safeName(wished: string): string
  /** `NAME (1).EXT` after `NAME.EXT`, `NAME (2).EXT` after that. */
  nextName(name: string): string
  path(dir: string, name: string): string
  /**
   * Creates the empty part file for the first name from `wished` on that nobody has, neither a file
   * nor, by `isPromised`, a download whose part file is gone for the moment. What it may `replace`
   * does not count as taken. Makes the folder.
   */
  reserve(
    dir: string,
    wished: string,
    isPromised: (partName: string) => boolean,
    options?: { readonly replace: boolean },
  ): Coroutine<{ fileName: string; partName: string }>
  openPart(dir: string, partName: string): Coroutine<PartFile>
  /**
   * Gives the part its final name. If that name is taken: false, and nothing done, unless it may
   * `replace` what is there.
   */
  finish(
    dir: string,
    partName: string,
    fileName: string,
    options?: { readonly replace: boolean },
  ): Coroutine<boolean>
  /**
   * Notes on the file, as the system knows to, that it came from this link, and from which page;
   * best effort. The note stays when the file gets another name.
   */
  markOrigin(dir: string, name: string, url: string, referrer?: string | null): Coroutine<void>
  /** Whether the folder is there; does not make it. */
  isFolder(dir: string): Coroutine<boolean>
  /** Whether files may be made in the folder, as far as the system tells. */
  isWritable(dir: string): Coroutine<boolean>
  /** Length of a file in bytes, null if there is none. */
  lengthOf(dir: string, name: string): Coroutine<number | null>
  /**
   * Deletes a file for good: when this returns, not even a power cut brings it back. One that is not
   * there is fine.
   */
  remove(dir: string, name: string): Coroutine<void>
  /**
   * Puts a file where a person can still find it, the trash of the system; deletes it where there is
   * none. One that is not there is fine.
   */
  discard(dir: string, name: string): Coroutine<void>
  /** Returns when the names in the folder would survive a power cut. */
  flushNames(dir: string): Coroutine<void>
  /**
   * Lets a file stand under another name as well, in the same folder or another one, which is made:
   * by a link or, on another disk, by a copy, of which `onProgress` hears. When this returns the
   * name would survive a power cut. False, and nothing done, if it is taken.
   */
  duplicate(
    from: { readonly dir: string; readonly name: string },
    to: { readonly dir: string; readonly name: string },
    onProgress?: (doneBytes: number) => void,
  ): Coroutine<boolean>
  /** Room on the folder's disk; Infinity where that cannot be told. Does not make the folder. */
  freeBytes(dir: string): Coroutine<number>
}

/** Bytes `[start, end)` of a file. */
export interface RangeToDigest {
  readonly start: number
  readonly end: number
  /** The digest of what stands before them, for one of both. */
  readonly after?: Uint8Array | undefined
}

/** Reads files back and computes digests, never on the loop. All methods throw DownloadError. */
export interface Hasher {
  /**
   * The digests of a whole file in hex, all by one reading; `onProgress` hears how many bytes have
   * been read. Cancelled, it stops soon.
   */
  digest(
    dir: string,
    name: string,
    algorithms: readonly ChecksumAlgorithm[],
    onProgress?: (doneBytes: number) => void,
  ): Coroutine<Checksum[]>
  /** The CRC-32 of each range of a file, in their order; null for one that reaches past its end. */
  digestRanges(
    dir: string,
    name: string,
    ranges: readonly RangeToDigest[],
    onProgress?: (doneBytes: number) => void,
  ): Coroutine<(Uint8Array | null)[]>
}

/** The digest of a block of a file; see `ledger.ts`. */
export interface BlockRecord {
  readonly block: number
  readonly digest: Uint8Array
}

/** What a host was found to take. */
export interface HostRecord {
  readonly host: string
  readonly mostConnections: number
  /** Milliseconds since 1970. */
  readonly seenAtMs: number
}

/** One tile of a file: `[start, end)`, of which `[start, position)` is on disk. */
export interface SegmentRecord {
  readonly start: number
  readonly position: number
  /** Infinity while the length is unknown. */
  readonly end: number
}

/** That a person has given a download up. It is in no list, and may still be had back for a while. */
export interface Discarded {
  /** Milliseconds since 1970. */
  readonly atMs: number
  /** Whether its finished file goes with it. */
  readonly withFile: boolean
}

/** A download as it is kept. */
export interface DownloadRecord {
  readonly id: DownloadId
  /** Its place in the queue and in the list, lowest first; any real number. */
  readonly rank: number
  readonly url: string
  readonly dir: string
  /** The name that a person asked for. */
  readonly wishedName: string | null
  readonly options: DownloadOptions
  readonly state: DownloadState
  /** The final name, reserved; null before the server has answered. */
  readonly fileName: string | null
  readonly partName: string | null
  readonly lengthBytes: number | null
  readonly validator: Validator
  readonly contentType: string | null
  /** Where the first answer came from, after redirects; null before it. */
  readonly finalUrl: string | null
  /** What the server there calls itself. */
  readonly server: string | null
  /** What the server gave, beside those of the options. */
  readonly foundChecksums: readonly Checksum[]
  readonly resumable: boolean | null
  readonly proof: Proof | null
  readonly error: ErrorInfo | null
  readonly addedAtMs: number
  readonly finishedAtMs: number | null
  readonly discarded: Discarded | null
  /** A queued one does not start before; in ms since 1970. */
  readonly startAtMs: number | null
  readonly segments: readonly SegmentRecord[]
}

export type DownloadDraft = Pick<
  DownloadRecord,
  'url' | 'dir' | 'wishedName' | 'options' | 'state' | 'addedAtMs'
> &
  Partial<Pick<DownloadRecord, 'startAtMs'>>

export type DownloadPatch = Partial<Omit<DownloadRecord, 'id' | 'addedAtMs' | 'segments'>>

/**
 * What outlives the process. Every method but `flush` is one transaction, and all throw DownloadError if they fail.
 * None but what is done `soon` is lost when the process ends, however it ends. In a power cut the last ones may be, back to
 * the last `flush`; except `insert` and `writeSettings`, which are on disk when they return, and
 * cannot be part of a `batch`.
 */
export interface Store {
  /**
   * Takes all downloads that are neither completed nor discarded and that no other living process
   * has, in the order of their ranks. With that everybody's completed ones are settled: see
   * `claimUnfinished`.
   */
  claimAll(): DownloadRecord[]
  /** Takes all discarded ones, whatever their state, that no other living process has. */
  claimDiscarded(): DownloadRecord[]
  /**
   * Takes the completed ones among these that are not discarded and that no other living process
   * has; returns their ids.
   */
  claimCompleted(ids: readonly DownloadId[]): DownloadId[]
  /** Takes one download, whatever its state, unless another living process has it. */
  claim(id: DownloadId): DownloadRecord | null
  /**
   * Takes a download of this link, folder and wished name that no other process has: one that is
   * unfinished, or was completed beside others by a process that ended before they had ended too.
   * Neither this nor the next finds what is discarded.
   */
  claimUnfinished(url: string, dir: string, wishedName: string | null): DownloadRecord | null
  /** Takes the newest download that finished this file, unless another process has it. */
  claimFinished(dir: string, fileName: string): DownloadRecord | null
  /** A completed download that is not discarded, whoever has it; to be read only. */
  completed(id: DownloadId): DownloadRecord | null
  /** All of these, in the order of their ranks: there may be very many. */
  allCompleted(): DownloadRecord[]
  /** Removes the completed ones among these that no other living process has; returns their ids. */
  removeCompleted(ids: readonly DownloadId[]): DownloadId[]
  /**
   * Records new downloads, each ranked after all others, with the first entry of their timelines; no
   * id is ever given twice.
   */
  insert(
    drafts: readonly DownloadDraft[],
    firstEntry?: (draft: DownloadDraft) => TimelineEntry,
  ): DownloadRecord[]
  /** Whether a download that is not finished, of whatever process, writes to this part file. */
  hasPart(dir: string, partName: string): boolean
  update(id: DownloadId, patch: DownloadPatch): void
  /** The same for many at once. */
  updateAll(ids: readonly DownloadId[], patch: DownloadPatch): void
  /** Records which bytes are on disk, and the digests of further blocks. */
  checkpoint(
    id: DownloadId,
    segments: readonly SegmentRecord[],
    blocks?: readonly BlockRecord[],
  ): void
  /** The digests on record, by block. */
  blocks(id: DownloadId): BlockRecord[]
  forgetBlocks(id: DownloadId, blocks?: readonly number[]): void
  /** How fast it has been; null if nothing is known. */
  speeds(id: DownloadId): SpeedRecord | null
  /** The same for a download that is not there is passed over. */
  writeSpeeds(id: DownloadId, record: SpeedRecord): void
  note(id: DownloadId, entry: TimelineEntry): void
  /** The same for many at once; ids that are not there are passed over. */
  noteAll(ids: readonly DownloadId[], entry: TimelineEntry): void
  /** Oldest first. */
  timeline(id: DownloadId): TimelineEntry[]
  host(host: string): HostRecord | null
  rememberHost(record: HostRecord): void
  remove(ids: readonly DownloadId[]): void
  settings(): Settings
  writeSettings(patch: Partial<Settings>): void
  /** Makes one transaction of all that `work` does. */
  batch<T>(work: () => T): T
  /**
   * The same, but a process that ends right now may take it along: it is on record when the host has
   * had its turn, before anything else is recorded, and before `flush` does its work, which throws
   * what goes wrong with it.
   */
  soon<T>(work: () => T): T
  /** Returns when all that is on record would survive a power cut. */
  flush(): Coroutine<void>
}

export interface Ports {
  readonly source: HttpSource
  readonly files: Files
  readonly store: Store
  readonly hasher: Hasher
  /** A number in `[0, 1)`: chance enters here, so that it can be seeded. */
  readonly random: () => number
}
