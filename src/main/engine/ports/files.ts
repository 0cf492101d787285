import type { Coroutine } from '../../kernel'

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
