import type { Coroutine } from '../../kernel'

/** An unfinished file. All methods throw DownloadError. */
export interface PartFile {
  /**
   * Whether another program wrote to the part since this process last closed it; null if unknown.
   * If true, its bytes must be verified again.
   */
  readonly touched?: boolean | null
  lengthBytes(): Coroutine<number>
  /** Truncates or extends; the extension takes no disk space until it is written. */
  setLength(lengthBytes: number): Coroutine<void>
  /** Bytes `[start, end)`; fewer if the file ends earlier. */
  read(start: number, end: number): Coroutine<Uint8Array>
  /** Writes the chunks in order from `position` on. */
  write(chunks: readonly Uint8Array[], position: number): Coroutine<void>
  /** Returns when all written bytes would survive a power cut. */
  flush(): Coroutine<void>
  close(): Coroutine<void>
}

/** The disk. Names are base names inside `dir`. All methods throw DownloadError. */
export interface Files {
  /** The base name closest to `wished` that is safe on every system. */
  safeName(wished: string): string
  /** `NAME (1).EXT` for `NAME.EXT`, then `NAME (2).EXT`. */
  nextName(name: string): string
  path(dir: string, name: string): string
  /**
   * Creates an empty part file for the first free name, starting with `wished`. A name is taken by
   * a file, unless it may `replace` that file, or by a download whose part file is missing at the
   * moment (`isPromised`). Creates the folder.
   */
  reserve(
    dir: string,
    wished: string,
    isPromised: (partName: string) => boolean,
    options?: { readonly replace: boolean },
  ): Coroutine<{ fileName: string; partName: string }>
  openPart(dir: string, partName: string): Coroutine<PartFile>
  /**
   * Gives the part its final name. Returns false and does nothing if the name is taken and must not
   * be replaced.
   */
  finish(
    dir: string,
    partName: string,
    fileName: string,
    options?: { readonly replace: boolean },
  ): Coroutine<boolean>
  /**
   * Records the link and the page that a file came from, in the way of the operating system; best
   * effort. The record stays when the file is renamed.
   */
  markOrigin(dir: string, name: string, url: string, referrer?: string | null): Coroutine<void>
  /** Whether the folder exists; does not create it. */
  isFolder(dir: string): Coroutine<boolean>
  /** Whether files may be created in the folder, according to the system. */
  isWritable(dir: string): Coroutine<boolean>
  /** Length of a file in bytes; null if there is no such file. */
  lengthOf(dir: string, name: string): Coroutine<number | null>
  /**
   * Deletes a file durably: after this returns, not even a power cut brings it back. A missing file
   * is no error.
   */
  remove(dir: string, name: string): Coroutine<void>
  /**
   * Moves a file to the system's trash, or deletes it if there is no trash. A missing file is no
   * error.
   */
  moveToTrash(dir: string, name: string): Coroutine<void>
  /** Returns when all renames and deletions in the folder would survive a power cut. */
  flushNames(dir: string): Coroutine<void>
  /**
   * Gives a file a second name, in the same folder or in another one, which is created: by a hard
   * link or, on another disk, by a copy that reports to `onProgress`. The new name is durable when
   * this returns. Returns false and does nothing if the name is taken.
   */
  duplicate(
    from: { readonly dir: string; readonly name: string },
    to: { readonly dir: string; readonly name: string },
    onProgress?: (doneBytes: number) => void,
  ): Coroutine<boolean>
  /** Free bytes on the folder's disk; Infinity if unknown. Does not create the folder. */
  freeBytes(dir: string): Coroutine<number>
}
