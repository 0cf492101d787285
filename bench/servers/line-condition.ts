/** What the line between a client and a server does to their connections. */
export interface LineCondition {
  /** There and back; an answer takes half of it, a new connection one more. */
  readonly roundTripMs?: number
  /** Most bytes of an answer under way at a time on a connection, as a TCP window has it. */
  readonly windowBytes?: number
  /**
   * Of each connection. nginx has `limit_rate`, which gives each request a second's worth at once:
   * who asks for many small ranges would not be limited.
   */
  readonly connectionBytesPerSec?: number
  /** Over all connections. */
  readonly hostBytesPerSec?: number
  /** One connection of so many, and what is left to it. */
  readonly slow?: { readonly every: number; readonly bytesPerSec: number }
  /** One connection of so many is reset when it has carried so many bytes. */
  readonly reset?: { readonly every: number; readonly afterBytes: number }
}

/** To the process of a line: what has it carried of answers, since the last question? */
export interface CarriedQuestion {
  readonly bytes: number
}

/** Moments in milliseconds since the epoch. */
export interface CarriedAnswer {
  /** When it had carried so many bytes; null if it has not. */
  readonly atMs: number | null
  /** When it carried the last ones; null if none. */
  readonly lastMs: number | null
}
