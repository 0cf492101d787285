import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { SocketTap } from './socket-tap'

type Create = HttpAgent['createConnection']
type Connection = Duplex | null | undefined

/** Connects to `http:` targets with a tap on each connection. */
export class TappedHttpAgent extends HttpAgent {
  override createConnection(...[options, done]: Parameters<Create>): Connection {
    return withTap(options, (tapped) => super.createConnection(tapped, done))
  }
}

/** The same for `https:` targets. */
export class TappedHttpsAgent extends HttpsAgent {
  override createConnection(...[options, done]: Parameters<Create>): Connection {
    return withTap(options, (tapped) => super.createConnection(tapped, done))
  }
}

function withTap<T extends object>(options: T, connect: (tapped: T) => Connection): Connection {
  const tap = new SocketTap()
  const socket = connect({ ...options, onread: tap.onread })
  if (socket instanceof Socket) tap.attach(socket)
  return socket
}
