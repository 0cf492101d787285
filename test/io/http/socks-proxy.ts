import { connect, createServer, type Socket } from 'node:net'
import { listen, type TestProxy } from './http-proxy'

export interface SocksProxyOptions {
  /** `user:password`. */
  readonly login?: string
  /** Refuses by this reply instead of connecting. */
  readonly reply?: number
  /** Takes connections, and never says a word. */
  readonly isSilent?: boolean
  /** Answers in pieces of one byte. */
  readonly isSlow?: boolean
}

/**
 * A SOCKS5 proxy for one test (RFC 1928, RFC 1929). Every name leads to 127.0.0.1; it notes what it
 * was asked for as `name files.example:80`, `ipv4 …` or `ipv6 …`.
 */
export async function socksProxy({
  login,
  reply = 0,
  isSilent = false,
  isSlow = false,
}: SocksProxyOptions = {}): Promise<Pick<TestProxy, 'host' | 'asked' | 'hasOpen'>> {
  const asked: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    if (isSilent) {
      // Unread, the end of a connection is not noticed.
      socket.resume()
      return
    }
    void serve(socket).catch(() => socket.destroy())
  })

  const serve = async (socket: Socket): Promise<void> => {
    const say = async (...bytes: number[]): Promise<void> => {
      for (const piece of isSlow ? bytes.map((byte) => [byte]) : [bytes]) {
        await new Promise((resolve) => socket.write(Uint8Array.from(piece), resolve))
      }
    }
    const [, methods = 0] = await take(socket, 2)
    const offered = await take(socket, methods)
    const method = login === undefined ? 0 : 2
    if (!offered.includes(method)) {
      await say(5, 0xff)
      socket.end()
      return
    }
    await say(5, method)
    if (method === 2) {
      const [, userLength = 0] = await take(socket, 2)
      const user = (await take(socket, userLength)).toString()
      const [passwordLength = 0] = await take(socket, 1)
      const password = (await take(socket, passwordLength)).toString()
      await say(1, `${user}:${password}` === login ? 0 : 1)
      if (`${user}:${password}` !== login) return
    }
    const [, , , type] = await take(socket, 4)
    const [kind, host] = await takeAddress(socket, type ?? 0)
    const port = (await take(socket, 2)).readUInt16BE()
    asked.push(`${kind} ${host}:${port}`)
    if (reply !== 0) {
      await say(5, reply, 0, 1, 0, 0, 0, 0, 0, 0)
      socket.end()
      return
    }
    const onwards = connect(port, kind === 'ipv6' ? host : '127.0.0.1')
    onwards.on('error', () => socket.destroy())
    socket.on('close', () => onwards.destroy())
    await new Promise((resolve) => onwards.once('connect', resolve))
    // A name for the bound address, the odd case.
    await say(5, 0, 0, 3, 2, 111, 107, 0, 80)
    socket.pipe(onwards).pipe(socket)
  }
  return { asked, ...(await listen(server)) }
}

async function takeAddress(socket: Socket, type: number): Promise<[string, string]> {
  if (type === 1) return ['ipv4', (await take(socket, 4)).join('.')]
  if (type === 4) {
    const groups = (await take(socket, 16)).toString('hex').match(/.{4}/gu) ?? []
    return ['ipv6', groups.join(':')]
  }
  const [length = 0] = await take(socket, 1)
  return ['name', (await take(socket, length)).toString()]
}

async function take(socket: Socket, bytes: number): Promise<Buffer> {
  for (;;) {
    const taken = socket.read(bytes) as Buffer | null
    if (taken !== null) return taken
    if (socket.readableEnded || socket.destroyed) throw new Error('gone')
    // Not by `readable`, which comes at once while some bytes are there.
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}
