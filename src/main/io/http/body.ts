import { pipeline, type Readable, type Transform } from 'node:stream'
import { type Coroutine, Event } from '../../kernel'
import type { Exchange } from './exchange'
import { translateBodyError, translateDecoderError } from './translate-error'

/** The body of a response, read chunk by chunk through its decoders. */
export class Body {
  readonly #exchange: Exchange
  readonly #url: string
  readonly #bytes: Readable
  #ended = false
  #decoderError: Error | null = null
  /** Set by every event that `read` has not seen yet. */
  readonly #changed = new Event('bytes')

  /** `url` is the URL of the response. */
  constructor(exchange: Exchange, url: string, decoders: readonly Transform[]) {
    this.#exchange = exchange
    this.#url = url
    this.#bytes = decoders.at(-1) ?? exchange.stream
    const wake = (): void => this.#changed.set()
    if (exchange.mayStillBreak()) exchange.onClose(wake)
    this.#bytes.on('readable', wake)
    this.#bytes.on('end', () => {
      this.#ended = true
      wake()
    })
    for (const stream of new Set([exchange.stream, ...decoders])) {
      stream.on('error', wake)
      stream.on('close', wake)
    }
    for (const decoder of decoders) {
      decoder.on('error', (error) => {
        // A broken connection breaks the decoder too, and its error says more.
        if (exchange.error === null) this.#decoderError ??= error
      })
    }
    if (decoders.length > 0) pipeline([exchange.stream, ...decoders], wake)
  }

  /** See `HttpResponse.read`. */
  *read(): Coroutine<readonly Uint8Array[] | null> {
    for (;;) {
      this.#changed.clear()
      const chunks = this.#arrived()
      if (chunks.length > 0) return chunks
      if (this.#decoderError !== null) throw translateDecoderError(this.#decoderError, this.#url)
      const { error } = this.#exchange
      if (error !== null) throw translateBodyError(error, this.#url)
      if (this.#ended && !this.#exchange.mayStillBreak()) return null
      if (this.#bytes.destroyed && !this.#ended) {
        throw translateBodyError(new Error('closed in the middle'), this.#url)
      }
      yield* this.#changed.wait()
    }
  }

  #arrived(): Uint8Array[] {
    const chunks: Uint8Array[] = []
    for (;;) {
      const chunk = this.#bytes.read() as Uint8Array | null
      if (chunk === null) return chunks
      chunks.push(chunk)
    }
  }
}
