import type { OnReadOpts, Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** Takes what comes in over a connection. */
export interface Sink {
  /** Where the next bytes are to go: never empty, and nobody else's until they have come. */
  nextBuffer(): Uint8Array
  /** So many bytes are at the beginning of what `nextBuffer` gave last. False to have no more of them. */
  received(bytes: number): boolean
}

/**
 * Into this all connections receive what is for the HTTP parser, which has copied it before the next
 * bytes come in.
 */
const FOR_PARSER = Buffer.allocUnsafeSlow(128 * 1024)

const taps = new WeakMap<Duplex, SocketTap>()

/** The tap on a connection; null if it was made without one. */
export function tapOf(socket: Duplex): SocketTap | null {
  return taps.get(socket) ?? null
}

/**
 * Decides where the bytes of a connection go. At first all go to the HTTP parser, which listens to
 * the socket's `data`; from there they may be diverted, past the parser and all streams behind it.
 */
export class SocketTap {
  #socket: Socket | null = null
  #sink: Sink | null = null
  #isFeeding = false
  #divert: ((last: Uint8Array) => Sink | null) | null = null

  /** How a socket is to be made that is to have this tap. */
  readonly onread: OnReadOpts = {
    buffer: () => this.#sink?.nextBuffer() ?? FOR_PARSER,
    callback: (bytes, buffer) =>
      this.#sink?.received(bytes) ?? this.#feed(buffer.subarray(0, bytes)),
  }

  /** Says which socket was made so. */
  attach(socket: Socket): void {
    this.#socket = socket
    taps.set(socket, this)
  }

  /**
   * To be called by who hears the parser, while that is being fed. `begin` is called when the parser
   * has had all that has come in, with that, and returns where everything goes that follows; null
   * leaves it to the parser.
   */
  divert(begin: (last: Uint8Array) => Sink | null): void {
    if (this.#isFeeding) this.#divert = begin
  }

  /** Has more come in, after `received` said not to. */
  resume(): void {
    this.#socket?.resume()
  }

  #feed(bytes: Uint8Array): boolean {
    // Nobody asked for anything: who speaks now would be taken for the answer to the next request.
    if (this.#socket?.listenerCount('data') === 0) {
      this.#socket.destroy()
      return false
    }
    this.#isFeeding = true
    this.#socket?.emit('data', bytes)
    this.#isFeeding = false
    this.#sink = this.#divert?.(bytes) ?? null
    this.#divert = null
    // The parser stops the connection behind the socket's back when its reader has had enough.
    if (this.#sink !== null) this.#socket?.pause().resume()
    return true
  }
}
