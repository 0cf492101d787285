import { createReadStream, type ReadStream, writeFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Coroutine, Event, each, run, Task, until } from '../../src/main/kernel'
import { end, thrownBy } from '../kernel/virtually'
import { fileBody, type TestServer } from '../servers'
import { serve } from '../servers/serve'
import { tempFolder } from './temp-folder'

const MIB = 1024 * 1024

/** More than the buffers of a connection take in. */
const PLENTY_BYTES = 64 * MIB

const file = fileBody(5, MIB + 17)

function fileStream(): ReadStream {
  const path = join(tempFolder(), 'file')
  writeFileSync(path, file.read(0, file.lengthBytes))
  return createReadStream(path)
}

/** Two ends of a connection. */
async function socketPair(): Promise<{ here: Socket; there: Socket }> {
  const server = createServer()
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const here = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const there = await accepted
  server.close()
  onTestFinished(() => {
    here.destroy()
    there.destroy()
  })
  return { here, there }
}

/** Writes plenty, as fast as the other end takes it; tells how much it could write so far. */
function sendPlenty(socket: Socket): () => number {
  const chunk = Buffer.alloc(MIB / 16)
  let sent = 0
  const send = (): void => {
    while (sent < PLENTY_BYTES) {
      sent += chunk.byteLength
      if (!socket.write(chunk)) return
    }
    socket.end()
  }
  socket.on('drain', send)
  send()
  return () => sent
}

/** Reads a connection to its end; sets `begun` once it has read something. */
function* receive(socket: Socket, begun: Event): Coroutine<number> {
  let bytes = 0
  yield* each(
    () => socket as AsyncIterable<Buffer>,
    function* (chunk) {
      bytes += chunk.byteLength
      begun.set()
    },
  )
  return bytes
}

function serveSilence(): Promise<TestServer> {
  return serve(({ response }) => {
    response.writeHead(200).write('some')
  })
}

const responseOf = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => get(url, resolve).once('error', reject))

const closed = (stream: { once(event: 'close', listener: () => void): unknown }): Promise<void> =>
  new Promise((resolve) => stream.once('close', resolve))

describe('each on a Node stream', () => {
  it('reads a file to its end', async () => {
    const stream = fileStream()
    const chunks: Buffer[] = []
    await run(
      each(
        () => stream as AsyncIterable<Buffer>,
        function* (chunk) {
          chunks.push(chunk)
        },
      ),
    )
    expect(chunks.length).toBeGreaterThan(1)
    expect(Buffer.concat(chunks).equals(file.read(0, file.lengthBytes))).toBe(true)
  })

  it('throws what opening a file fails with', async () => {
    const stream = createReadStream(join(tempFolder(), 'missing'))
    const body = function* (): Coroutine<void> {}
    const error = await run(thrownBy(each(() => stream, body)))
    expect(error).toHaveProperty('code', 'ENOENT')
  })

  it('closes a file that is not read to its end', async () => {
    const stream = fileStream()
    const isClosed = closed(stream)
    await run(
      each(
        () => stream,
        function* (): Coroutine<false> {
          return false
        },
      ),
    )
    await isClosed
    expect(stream.bytesRead).toBeLessThan(file.lengthBytes)
  })

  it('stops the sender while the Task is held', async () => {
    const [held, free] = [await socketPair(), await socketPair()]
    await run(
      (function* (): Coroutine<void> {
        const begun = new Event()
        const task = new Task(receive(held.here, begun))
        const sent = sendPlenty(held.there)
        yield* begun.wait()
        task.pause()
        // While this one takes in everything, the other sender could have got rid of as much.
        sendPlenty(free.there)
        expect(yield* receive(free.here, new Event())).toBe(PLENTY_BYTES)
        expect(sent()).toBeLessThan(PLENTY_BYTES / 2)
        task.resume()
        expect(yield* task).toBe(PLENTY_BYTES)
        expect(sent()).toBe(PLENTY_BYTES)
      })(),
    )
  })

  it('cancelled lets a silent connection go', async () => {
    const { here, there } = await socketPair()
    const hungUp = closed(there.resume())
    await run(
      (function* (): Coroutine<void> {
        const begun = new Event()
        const task = new Task(receive(here, begun))
        there.write('some')
        yield* begun.wait()
        yield* end(task)
        expect(task.cancelled()).toBe(true)
        yield* until(() => hungUp)
      })(),
    )
  })

  it('cancelled lets a silent answer of a server go', async () => {
    const server = await serveSilence()
    await run(
      (function* (): Coroutine<void> {
        const response = yield* until(() => responseOf(server.url('/')))
        const begun = new Event()
        const task = new Task(
          each(
            () => response,
            function* () {
              begun.set()
            },
          ),
        )
        yield* begun.wait()
        yield* end(task)
        expect(task.cancelled()).toBe(true)
        yield* until(() => server.waitForRequest(({ over }) => over))
      })(),
    )
  })
})
