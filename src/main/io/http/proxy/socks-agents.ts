import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { proxyError } from './proxy-error'
import { proxyLogin } from './proxy-for'
import { connectBySocks5 } from './socks5'

/** The target of a connection, as Node tells its agents. */
interface Target {
  readonly host?: string | null | undefined
  readonly port?: number | string | null | undefined
}
type Done = ((error: Error | null, socket: Duplex) => void) | undefined

const DEFAULT_PORT = 1080

/** Connects to `http:` targets through a SOCKS5 proxy; the signal ends what it has connected. */
export class SocksHttpAgent extends HttpAgent {
  readonly #proxy: URL
  readonly #signal: AbortSignal

  constructor(proxy: URL, signal: AbortSignal) {
    super()
    this.#proxy = proxy
    this.#signal = signal
  }

  override createConnection(target: Target, done?: Done): undefined {
    hand(tunnel(this.#proxy, target, this.#signal), done)
  }
}

/** The same for `https:` targets. */
export class SocksHttpsAgent extends HttpsAgent {
  readonly #proxy: URL
  readonly #signal: AbortSignal

  constructor(proxy: URL, signal: AbortSignal, tls: ConnectionOptions) {
    super(tls)
    this.#proxy = proxy
    this.#signal = signal
  }

  override createConnection(target: Target & ConnectionOptions, done?: Done): undefined {
    const connected = tunnel(this.#proxy, target, this.#signal)
    hand(
      connected.then((socket) => connectTls({ ...target, socket })),
      done,
    )
  }
}

function hand(connected: Promise<Socket>, done: Done): void {
  connected.then(
    (socket) => done?.(null, socket),
    // An error comes without a socket, whatever the types say.
    (error: unknown) => (done as ((error: unknown) => void) | undefined)?.(error),
  )
}

async function tunnel(proxy: URL, target: Target, signal: AbortSignal): Promise<Socket> {
  const host = target.host ?? ''
  const socket = connect({
    host: proxy.hostname.replace(/^\[|\]$/gu, ''),
    port: proxy.port === '' ? DEFAULT_PORT : Number(proxy.port),
    signal,
  })
  try {
    await connectBySocks5(socket, proxyLogin(proxy), { host, port: Number(target.port) })
    return socket
  } catch (error) {
    socket.destroy()
    throw proxyError(error, host)
  }
}
