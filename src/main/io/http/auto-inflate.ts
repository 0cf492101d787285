import { Transform, type TransformCallback } from 'node:stream'
import { createInflate, createInflateRaw, type Inflate, type InflateRaw } from 'node:zlib'

/**
 * Decodes `deflate`, which should be zlib's format (RFC 9110 §8.4.1.2) but is raw deflate on some
 * servers; the first byte tells them apart (RFC 1950 §2.2).
 */
export class AutoInflate extends Transform {
  #inflate: Inflate | InflateRaw | null = null

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#inflate ??= this.#begin(chunk)
    this.#inflate.write(chunk, (error) => done(error))
  }

  override _flush(done: TransformCallback): void {
    const inflate = this.#inflate ?? this.#begin(Buffer.of(8))
    inflate.once('end', () => done())
    inflate.end()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#inflate?.destroy()
    done(error)
  }

  #begin(first: Buffer): Inflate | InflateRaw {
    const inflate = ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw()
    inflate.on('data', (data: Buffer) => this.push(data))
    inflate.on('error', (error) => this.destroy(error))
    return inflate
  }
}
