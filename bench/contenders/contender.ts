import type { Strain } from '../electron/messages'

/** One file to fetch. */
export interface FileJob {
  readonly url: string
  /** Where it goes; there is nothing in it. */
  readonly dir: string
  /** What it is to be called there, which is also the end of its URL. */
  readonly name: string
  /** Maximum connections, for tools that can choose. */
  readonly connections: number
}

/** Many files to fetch, so many at a time, each called as the end of its URL. */
export interface ListJob {
  readonly urls: readonly string[]
  readonly dir: string
  readonly jobs: number
}

export interface Cost {
  readonly seconds: number
  /** Of the program and all that it started. */
  readonly cpuSeconds: number
  /** Milliseconds since the epoch. */
  readonly endedAtMs: number
  /** Most memory at a time; of the biggest of its processes, where it has several. */
  readonly peakBytes: number
  /** What the main process went through, where it is one of Electron. */
  readonly strain?: Strain
}

/** A downloader. What it fetches is looked at by others; it throws if it says itself that it failed. */
export interface Contender {
  readonly name: string
  readonly version: string
  /** The command line, with words in capitals for what differs; else how it is driven. */
  readonly fileCommand: string
  readonly listCommand: string
  fetchFile(job: FileJob): Promise<Cost>
  /** null if it is for one file at a time. */
  readonly fetchList: ((job: ListJob) => Promise<Cost>) | null
  /** Ends what it keeps running from job to job. */
  close(): Promise<void>
}
