import { type Handler, startServer, type TestServer } from '../../servers'
import type { OwnServer } from '../../servers/own-server'
import type { BadServer } from './bad-server'

/** A bad server on its feet. */
export interface Standing {
  /** Link to its file. */
  readonly link: string
  /** What it noted, unless it is a server of its own. */
  readonly server: TestServer | null
  close(): Promise<void>
}

/** The server's handlers by their paths below its folder, with nothing remembered yet. */
export function handlersOf(bad: BadServer): Readonly<Record<string, Handler>> {
  const made = bad.serves?.() ?? {}
  return typeof made === 'function' ? { [pathOf(bad)]: made } : made
}

/** Where the link points, below the server's folder. */
export const pathOf = ({ path = 'file.bin' }: BadServer): string => path

/** The link with the login that belongs to it. */
export function withLogin({ login = '' }: BadServer, link: string): string {
  return login === '' ? link : link.replace('://', `://${login}@`)
}

/** Starts one bad server on a port of its own. */
export async function standUp(bad: BadServer): Promise<Standing> {
  if (bad.stands !== undefined) return standing(bad, await bad.stands(), null)
  const handlers = Object.entries(handlersOf(bad)).map(([path, handler]) => [`/${path}`, handler])
  const server = await startServer(Object.fromEntries(handlers) as Record<string, Handler>)
  return standing(bad, server, server)
}

function standing(bad: BadServer, own: OwnServer, server: TestServer | null): Standing {
  const link = withLogin(bad, own.url(`/${pathOf(bad)}`))
  return { link, server, close: () => own.close() }
}
