import { run, sleep, until } from '../../../src/main/kernel'
import { describeSource, type Server, type Stand, type StandUp } from '../../contracts/source'
import {
  chunkedUnknownLength,
  fileBody,
  Gate,
  goodServer,
  type Handler,
  neverAnswers,
  redirects,
  resetsAtOnce,
  shortBody,
  statusOnly,
  webPage,
} from '../../servers/handlers'
import { Process } from '../world/process'
import { World } from '../world/world'
import { WorldDriver } from '../world/world-driver'
import { ServerSource } from './server-source'
import { SimServers } from './sim-servers'

const MIB = 1024 * 1024
const file = fileBody(31, 3 * MIB + 17)
const cut = { afterBytes: MIB, how: 'close' } as const

const HANDLERS: Readonly<Record<Exclude<Server, 'unknown-name' | 'refuses'>, Handler>> = {
  good: goodServer(file),
  big: goodServer(file),
  held: (exchange) => goodServer(file, { gate: new Gate(100) })(exchange),
  chunks: chunkedUnknownLength(file),
  missing: statusOnly(404),
  busy: statusOnly(503, { 'retry-after': '2' }),
  page: webPage('Please log in'),
  redirects: redirects('/file'),
  cut: shortBody(file, { afterBytes: MIB, times: Number.POSITIVE_INFINITY }),
  'cut-chunks': chunkedUnknownLength(file, { cut }),
  'resets-at-once': resetsAtOnce(),
  silent: neverAnswers(),
}

function standOf(server: Server, servers: SimServers, process: Process): Stand {
  const source = new ServerSource(servers, process)
  const stopped = server === 'unknown-name' || server === 'refuses'
  const started = servers.start({
    '/x': HANDLERS[stopped ? 'good' : server],
    '/file': goodServer(file),
  })
  if (server === 'refuses') void started.close()
  return {
    source,
    url: server === 'unknown-name' ? 'http://nobody.example/x' : started.url('/x'),
    file: file.read(0, file.lengthBytes),
    *asked() {
      yield* until(() => started.waitForRequest(() => true))
    },
    *hasLeft() {
      const { closedEarly } = yield* until(() => started.waitForRequest(({ over }) => over))
      return closedEarly
    },
    reset: () => void started.close(),
    aWhile: () => sleep(60_000),
    sentBytes: () => started.bytesSent('/x'),
  }
}

const standUp: StandUp = async (server, body) => {
  const world = new World(1)
  const driver = new WorldDriver(world)
  const process = new Process(world)
  try {
    const stand = standOf(server, new SimServers(world), process)
    return await run(body(stand), { clock: process.clock })
  } finally {
    driver.stop()
  }
}

describeSource('ServerSource', standUp)
