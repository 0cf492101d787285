import type { Policy } from '../../../src/main/engine/policy'
import type { ErrorCode } from '../../../src/shared/errors'
import type { FileBody, Handler } from '../../servers'
import type { OwnServer } from '../../servers/own-server'

/** A misbehaviour of a server, and what Rill makes of it. */
export interface BadServer {
  /** What it does, in one sentence; the server is its subject. */
  readonly does: string
  /** How it ends: with the right file, or with this error and no file. */
  readonly rill: 'right' | ErrorCode
  /**
   * Makes the handlers, by their paths below the server's folder; one alone stands at `path`. What
   * they remember begins anew each time.
   */
  readonly serves?: () => Handler | Readonly<Record<string, Handler>>
  /** Starts a server of its own instead. */
  readonly stands?: () => Promise<OwnServer>
  /** What a right file may be; `FILE` if nothing is said. */
  readonly files?: readonly FileBody[]
  /** The link's path below the server's folder: `file.bin` if nothing is said. */
  readonly path?: string
  /** The login that the link carries: `user:password`. */
  readonly login?: string
  /** What the file is called in the end, if that is the point. */
  readonly name?: string
  /** So many bytes at least are kept when it ends with an error. */
  readonly keepsBytes?: number
  /** Most connections; the engine's default if nothing is said. */
  readonly connections?: number
  /** The download is paused when so many bytes have arrived, and resumed when the server is left. */
  readonly pausesAtBytes?: number
  /** How the engine's patience has to differ for a test to see the end soon. */
  readonly patience?: Partial<Policy>
}

export type BadServers = Readonly<Record<string, BadServer>>
