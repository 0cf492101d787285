import { type Handler, startServer } from '../../servers'
import { AUTHORITY_FILE } from '../../servers/tls-identity'
import { BAD_SERVERS } from '../bad-servers'
import type { BadServer } from './bad-server'
import { handlersOf, pathOf, standUp, withLogin } from './stand-up'

const PORT = 8600

const all: readonly (readonly [string, BadServer])[] = Object.values(BAD_SERVERS).flatMap((group) =>
  Object.entries(group),
)

/** Starts every bad server, most of them on one port, and prints what there is to try. */
export async function startByHand(): Promise<void> {
  const byName = new Map(all.filter(([, { serves }]) => serves !== undefined))
  let page = ''
  const server = await startOn(
    PORT,
    anew(byName, () => page),
  ).catch(() =>
    startOn(
      0,
      anew(byName, () => page),
    ),
  )
  const links = await Promise.all(
    all.map(async ([name, bad]) => {
      if (bad.serves === undefined) return (await standUp(bad)).link
      return withLogin(bad, server.url(`/${name}/${pathOf(bad)}`))
    }),
  )
  page = asPage(links)
  process.stdout.write(`${asText(links, server.origin)}\n`)
}

const startOn = (port: number, handler: Handler) => startServer(handler, { port })

/** Finds the behaviour by the first folder of a path; further folders are worlds of their own. */
function anew(byName: ReadonlyMap<string, BadServer>, page: () => string): Handler {
  const worlds = new Map<string, Readonly<Record<string, Handler>>>()
  return (exchange) => {
    const [name = '', ...rest] = exchange.record.path.slice(1).split('/')
    const bad = byName.get(name)
    const path = rest.pop() ?? ''
    const world = [name, ...rest].join('/')
    if (bad !== undefined && !worlds.has(world)) worlds.set(world, handlersOf(bad))
    const handler = worlds.get(world)?.[path]
    if (handler !== undefined) return handler(exchange)
    exchange.response.writeHead(name === '' ? 200 : 404, { 'content-type': 'text/html' })
    exchange.response.end(name === '' ? page() : 'no such behaviour\n')
  }
}

function asText(links: readonly string[], origin: string): string {
  const lines = all.map(([name, { does, rill }], index) => {
    return `${name}\n    It ${does}.\n    Rill: ${rill}\n    ${links[index] ?? ''}`
  })
  return `${lines.join('\n')}

${all.length} servers, also at ${origin}/ for a browser.
What they remember begins anew in every folder: /NAME/2/file.bin after /NAME/file.bin.
For those over TLS: SSL_CERT_FILE=${AUTHORITY_FILE}
Ctrl+C ends them.`
}

function asPage(links: readonly string[]): string {
  const rows = all.map(([name, { does, rill }], index) => {
    return `<tr><td><a href="${links[index] ?? ''}">${name}</a><td>It ${does}.<td>${rill}`
  })
  return `<!doctype html><meta charset="utf-8"><title>Bad servers</title>
<table><tr><th>name<th>what it does<th>Rill${rows.join('\n')}</table>`
}
