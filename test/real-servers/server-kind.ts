import type { AskedRange } from '../servers/parse-range'

/** Where one running server has its things. */
export interface Place {
  readonly port: number
  /** A folder for configuration, logs and whatever else the server writes. */
  readonly home: string
  /** The folder it serves. */
  readonly root: string
  /** The log of requests, in the format that the kind's `readLine` understands. */
  readonly log: string
}

/** A request as the server's own log tells it. */
export interface LoggedRequest {
  readonly path: string
  readonly status: number
  readonly range: AskedRange | null
  readonly ifRange: string | null
  /** Bytes of the body that it handed to its socket. */
  readonly bodyBytes: number
}

/**
 * A server of the wild. It serves `root` under `/`, and once more under `/slow/`, there with a few
 * MiB a second on each connection if it can; it compresses `text/plain` for who asks for it.
 */
export interface ServerKind {
  readonly name: string
  readonly program: string
  /** Files that it cannot do without, beside the program. */
  readonly needs: readonly string[]
  readonly canThrottle: boolean
  /** What its ETags look like. */
  readonly etag: RegExp
  /** Writes what it needs into `home` and returns its arguments, so that it stays in front. */
  prepare(place: Place): string[]
  /** Reads a line of its log. */
  readLine(line: string): LoggedRequest
}
