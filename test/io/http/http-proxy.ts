import { createServer, type IncomingMessage, request as sendRequest } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface TestProxy {
  /** `127.0.0.1:PORT`. */
  readonly host: string
  /** What it was asked for, in order: `GET http://…` or `CONNECT host:port`. */
  readonly asked: readonly string[]
  /** Header fields of those requests. */
  readonly headers: readonly IncomingMessage['headers'][]
  /** Settles when as many connections as given are open. */
  hasOpen(connections: number): Promise<void>
}

export interface HttpProxyOptions {
  /** `user:password`. */
  readonly login?: string
  readonly tls?: { readonly key: string; readonly cert: string }
  /** Answers CONNECT by this status and a page. */
  readonly connectStatus?: number
  /** Takes connections, and never says a word. */
  readonly isSilent?: boolean
}

/** An HTTP proxy for one test: forwards absolute-form requests and tunnels CONNECT. */
export async function httpProxy({
  login,
  tls,
  connectStatus,
  isSilent = false,
}: HttpProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = []
  const headers: IncomingMessage['headers'][] = []
  const isWelcome = (request: IncomingMessage): boolean => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    headers.push(request.headers)
    const expected = `Basic ${Buffer.from(login ?? '').toString('base64')}`
    return login === undefined || request.headers['proxy-authorization'] === expected
  }
  const server = tls === undefined ? createServer() : createTlsServer(tls)
  server.on('request', (request, response) => {
    if (!isWelcome(request)) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="p"' }).end('who?')
      return
    }
    if (isSilent) return
    const { 'proxy-authorization': _, 'proxy-connection': __, ...fields } = request.headers
    const onwards = sendRequest(request.url ?? '', { headers: fields, agent: false })
    onwards.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    onwards.on('error', () => response.writeHead(502).end())
    response.on('close', () => onwards.destroy())
    onwards.end()
  })
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy())
    const status = isWelcome(request) ? connectStatus : 407
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 9\r\n\r\n<p>No</p>`)
      return
    }
    if (isSilent) {
      // Nobody else notices the end of a connection that was handed over.
      socket.resume().on('end', () => socket.end())
      return
    }
    const [host, port] = (request.url ?? '').split(':')
    const onwards = connect({ host: host ?? '', port: Number(port) }, () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n')
      socket.pipe(onwards).pipe(socket)
    })
    onwards.on('error', () => socket.destroy())
    socket.on('close', () => onwards.destroy())
  })
  return { asked, headers, ...(await listen(server)) }
}

/** Listens for one test, and counts connections. */
export async function listen(server: Server): Promise<Pick<TestProxy, 'host' | 'hasOpen'>> {
  const sockets = new Set<Socket>()
  const watchers = new Set<() => void>()
  const notify = (): void => {
    for (const look of [...watchers]) look()
  }
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      notify()
    })
    notify()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    hasOpen: (connections) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (sockets.size !== connections) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        look()
      }),
  }
}
