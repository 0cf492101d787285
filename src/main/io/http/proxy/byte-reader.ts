import type { Socket } from 'node:net'
import { DownloadError } from '../../../engine/download-error'

const NEWS = ['readable', 'end', 'close']

/** Reads so many bytes at a time from a socket that is handed on afterwards. */
export class ByteReader {
  readonly #socket: Socket
  #arrived: Buffer = Buffer.alloc(0)

  constructor(socket: Socket) {
    this.#socket = socket
  }

  /** Waits for exactly so many bytes. Throws the socket's error, or DownloadError at its end. */
  async take(bytes: number): Promise<Buffer> {
    while (this.#arrived.length < bytes) {
      // All that is there, since a socket that holds something back says so again and again.
      const chunk = this.#socket.read() as Buffer | null
      if (chunk !== null) this.#arrived = Buffer.concat([this.#arrived, chunk])
      else if (this.#socket.readableEnded || this.#socket.destroyed) {
        throw new DownloadError('proxy-failed', { reason: 'hung-up' })
      } else await news(this.#socket)
    }
    const taken = this.#arrived.subarray(0, bytes)
    this.#arrived = this.#arrived.subarray(bytes)
    return taken
  }

  /** Gives back what came beyond. */
  release(): void {
    if (this.#arrived.length > 0) this.#socket.unshift(this.#arrived)
  }
}

/** Waits until something happens on a socket; rejects with its error. */
function news(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      for (const event of NEWS) socket.off(event, happened)
      socket.off('error', failed)
    }
    const happened = (): void => {
      stop()
      resolve()
    }
    const failed = (error: Error): void => {
      stop()
      reject(error)
    }
    for (const event of NEWS) socket.on(event, happened)
    socket.on('error', failed)
  })
}
