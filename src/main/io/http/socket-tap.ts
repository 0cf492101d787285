import type { OnReadOpts, Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** Receives the bytes of a connection. */
export interface Sink {
  /** The target of the next bytes: never empty, and unused by others until they arrive. */
  nextBuffer(): Uint8Array
  /** `bytes` arrived at the start of the latest `nextBuffer`. Returns false to stop reading. */
  received(bytes: number): boolean
}

/**
 * All connections receive bytes for the HTTP parser in this buffer. The parser copies them before the
 * next bytes arrive.
 */
const FOR_PARSER = Buffer.allocUnsafeSlow(128 * 1024)

const taps = new WeakMap<Duplex, SocketTap>()

/** The tap on a connection; null for a connection without one. */
export function tapOf(socket: Duplex): SocketTap | null {
  return taps.get(socket) ?? null
}

/**
 * Decides where the bytes of a connection go: first to the HTTP parser, which listens to the socket's
 * `data`; later, once diverted, past the parser and all streams behind it.
 */
export class SocketTap {
  #socket: Socket | null = null
  #sink: Sink | null = null
  #isFeeding = false
  #divert: ((last: Uint8Array) => Sink | null) | null = null

  /** Create the socket with this option. */
  readonly onread: OnReadOpts = {
    buffer: () => this.#sink?.nextBuffer() ?? FOR_PARSER,
    callback: (bytes, buffer) =>
      this.#sink?.received(bytes) ?? this.#feed(buffer.subarray(0, bytes)),
  }

  /** Names the socket that was created with `onread`. */
  attach(socket: Socket): void {
    this.#socket = socket
    taps.set(socket, this)
  }

  /**
   * Call this from a listener of the parser, while the parser is fed. `begin` receives the latest
   * chunk after the parser consumed it, and returns the sink of all following bytes; null leaves them
   * to the parser.
   */
  divert(begin: (last: Uint8Array) => Sink | null): void {
    if (this.#isFeeding) this.#divert = begin
  }

  /** Continues reading after `received` returned false. */
  resume(): void {
    this.#socket?.resume()
  }

  #feed(bytes: Uint8Array): boolean {
    // No request is open: these bytes would be taken for the response to the next one.
    if (this.#socket?.listenerCount('data') === 0) {
      this.#socket.destroy()
      return false
    }
    this.#isFeeding = true
    this.#socket?.emit('data', bytes)
    this.#isFeeding = false
    this.#sink = this.#divert?.(bytes) ?? null
    this.#divert = null
    // The parser may have paused the handle without the socket's knowledge.
    if (this.#sink !== null) this.#socket?.pause().resume()
    return true
  }
}
