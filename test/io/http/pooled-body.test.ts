import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BUFFER_BYTES, BufferPool } from '../../../src/main/io/http/buffer-pool'
import { type BodyConnection, PooledBody } from '../../../src/main/io/http/pooled-body'
import { run } from '../../../src/main/kernel'
import { fileBody } from '../../servers'

const LONG_BYTES = 8 * BUFFER_BYTES
const bytesOfFile = new Uint8Array(fileBody(7, LONG_BYTES).read(0, LONG_BYTES))

/** Counts what is out, and spoils what comes back. */
class WatchedBuffers extends BufferPool {
  readonly out = new Set<Uint8Array>()

  override take(): Uint8Array {
    const buffer = super.take()
    this.out.add(buffer)
    return buffer
  }

  override giveBack(buffer: Uint8Array): void {
    if (!this.out.delete(buffer)) throw new Error('given back twice')
    buffer.fill(0xdd)
    super.giveBack(buffer)
  }
}

/** A connection by hand, over which a file comes. */
class TestLine implements BodyConnection {
  broken: Error | null = null
  resumed = 0
  closed = 0
  sentBytes = 0
  isStopped = false
  readonly buffers = new WatchedBuffers()
  readonly body: PooledBody
  #room: Uint8Array

  constructor(lengthBytes = LONG_BYTES, beginning = 0) {
    this.body = new PooledBody(lengthBytes, 'http://files.example/x', this, this.buffers)
    this.body.begin(bytesOfFile.subarray(0, beginning))
    this.sentBytes = beginning
    this.#room = this.body.nextBuffer()
  }

  get room(): number {
    return this.#room.byteLength
  }

  /** The system puts so many bytes where it was told to, and asks where to put the next. */
  send(bytes = this.room): boolean {
    const sent = Math.min(bytes, this.room)
    this.#room.set(bytesOfFile.subarray(this.sentBytes, this.sentBytes + sent))
    this.sentBytes += sent
    if (!this.body.received(sent)) this.isStopped = true
    this.#room = this.body.nextBuffer()
    return !this.isStopped
  }

  fill(): void {
    while (this.send());
  }

  /** What there is to read now. */
  read(): Promise<readonly Uint8Array[] | null> {
    return run(this.body.read())
  }

  error(): Error | null {
    return this.broken
  }

  resume(): void {
    this.resumed += 1
    this.isStopped = false
  }

  close(): void {
    this.closed += 1
  }
}

const copied = (chunks: readonly Uint8Array[] | null): Buffer =>
  Buffer.concat((chunks ?? []).map((chunk) => Uint8Array.from(chunk)))

describe('a body in buffers', () => {
  it('is read in one piece a buffer', async () => {
    const line = new TestLine(LONG_BYTES, 10)
    for (const bytes of [1, 1000, 70_000]) line.send(bytes)
    const chunks = await line.read()
    expect(chunks).toHaveLength(1)
    expect(copied(chunks).equals(bytesOfFile.subarray(0, 71_011))).toBe(true)
  })

  it('stops the connection when three buffers are full', () => {
    const line = new TestLine()
    line.fill()
    expect(line.sentBytes).toBe(3 * BUFFER_BYTES)
  })

  it('goes on once a buffer has been read and left', async () => {
    const line = new TestLine()
    line.send()
    const first = await line.read()
    line.fill()
    expect(line.resumed).toBe(0)
    expect(copied(first).equals(bytesOfFile.subarray(0, BUFFER_BYTES))).toBe(true)
    await line.read()
    expect(line.resumed).toBe(1)
  })

  it('has room for what comes after it stopped, and stays stopped', async () => {
    const line = new TestLine()
    line.fill()
    // What TLS has decrypted already comes anyway.
    for (let records = 0; records < 4; records += 1) expect(line.send(16 * 1024)).toBe(false)
    expect(line.resumed).toBe(0)
    const bytes = copied(await line.read())
    expect(bytes.equals(bytesOfFile.subarray(0, line.sentBytes))).toBe(true)
    const next = line.read()
    await turn()
    expect(line.resumed).toBe(1)
    line.send(1)
    expect(copied(await next)).toHaveLength(1)
  })

  it('of one byte ends with it', async () => {
    const line = new TestLine(1)
    line.send(1)
    expect(line.closed).toBe(1)
    expect(copied(await line.read())).toHaveLength(1)
    expect(await line.read()).toBeNull()
    expect(await line.read()).toBeNull()
  })

  it('leaves out what comes after its end', async () => {
    const line = new TestLine(100)
    line.send(150)
    const { sentBytes } = line
    line.send(1000)
    expect(line.sentBytes).toBe(sentBytes + 1000)
    expect(copied(await line.read()).equals(bytesOfFile.subarray(0, 100))).toBe(true)
    expect(await line.read()).toBeNull()
    expect(line.closed).toBe(1)
  })

  it('is whole however the connection ends after it', async () => {
    const line = new TestLine(10)
    line.send(10)
    line.broken = Object.assign(new Error('reset'), { code: 'ECONNRESET' })
    line.body.connectionClosed()
    expect(copied(await line.read())).toHaveLength(10)
    expect(await line.read()).toBeNull()
  })

  it('gives what came before the connection broke, and then why', async () => {
    const line = new TestLine()
    line.send(10)
    line.broken = Object.assign(new Error('reset'), { code: 'ECONNRESET' })
    line.body.connectionClosed()
    expect(copied(await line.read())).toHaveLength(10)
    await expect(line.read()).rejects.toMatchObject({
      code: 'connection-lost',
      facts: { host: 'files.example', detail: 'ECONNRESET' },
    })
  })

  it('that ends too early is a short body', async () => {
    const line = new TestLine(100)
    line.send(10)
    line.body.connectionClosed()
    await line.read()
    await expect(line.read()).rejects.toMatchObject({
      code: 'short-body',
      facts: { expectedBytes: 100, receivedBytes: 10 },
    })
  })

  it('has nothing to read after its close', async () => {
    const line = new TestLine()
    line.send(10)
    line.body.close()
    await expect(line.read()).rejects.toMatchObject({ code: 'connection-lost' })
  })

  it('keeps its buffers until the connection is closed as well', () => {
    const line = new TestLine()
    line.send(10)
    line.body.close()
    expect(line.buffers.out.size).toBe(1)
    line.body.connectionClosed()
    line.body.close()
    expect(line.buffers.out.size).toBe(0)
  })

  const steps = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.nat(2 * BUFFER_BYTES).map((bytes) => ({ what: 'send', bytes })) },
      { weight: 1, arbitrary: fc.constant({ what: 'send', bytes: BUFFER_BYTES - 1 }) },
      { weight: 2, arbitrary: fc.constant({ what: 'read', bytes: 0 }) },
    ),
    { maxLength: 30 },
  )

  it('brings every byte once, whatever comes when', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: LONG_BYTES }),
        fc.nat(100_000),
        steps,
        async (lengthBytes, beginning, all) => {
          const line = new TestLine(lengthBytes, Math.min(beginning, lengthBytes - 1))
          let readBytes = 0
          let held: readonly Uint8Array[] = []
          let heldFrom = 0
          const look = (): void => {
            const expected = bytesOfFile.subarray(heldFrom, readBytes)
            expect(copied(held).equals(expected)).toBe(true)
          }
          const arrived = (): number => Math.min(line.sentBytes, lengthBytes)
          for (const { what, bytes } of all) {
            look()
            expect(line.room).toBeGreaterThan(0)
            if (what === 'send' && bytes > 0 && line.sentBytes < LONG_BYTES) {
              line.send(Math.min(bytes, LONG_BYTES - line.sentBytes))
            } else if (readBytes < arrived()) {
              held = (await line.read()) ?? []
              heldFrom = readBytes
              readBytes += copied(held).byteLength
              expect(held.every(({ byteLength }) => byteLength > 0)).toBe(true)
            }
          }
          look()
          line.body.connectionClosed()
          line.body.close()
          expect(line.buffers.out.size).toBe(0)
        },
      ),
      { numRuns: 200 },
    ))
})
