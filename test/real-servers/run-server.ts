import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../support/free-port'
import type { LoggedRequest, ServerKind } from './server-kind'

/** Where servers are, for people whose PATH leaves out root's folders too. */
const FOLDERS = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin']

const START_TRIES = 3

export interface RunningServer {
  /** The folder that it serves. */
  readonly root: string
  readonly port: number
  url(path: string): string
  /** What its log says by now of a path; a request is there when it is over. */
  requestsOf(path: string): LoggedRequest[]
  /** Ends it and deletes all that was its. */
  stop(): Promise<void>
}

/** What this machine lacks to run a server of this kind; null if nothing. */
export function missing({ name, program, needs }: ServerKind): string | null {
  const path = programPath(program)
  if (path === null) return `${name} is not installed`
  const absent = needs.find((file) => !existsSync(file))
  return absent === undefined ? null : `${absent} is not installed`
}

/** Starts a server as an ordinary process on a free port of 127.0.0.1, out of a folder of its own. */
export async function runServer(kind: ServerKind): Promise<RunningServer> {
  const home = await mkdtemp(join(tmpdir(), 'rill-server-'))
  // Apache, started by root, reads its files as nobody.
  chmodSync(home, 0o755)
  const root = join(home, 'root')
  mkdirSync(root)
  const log = join(home, 'requests.log')
  const deleteAll = (): Promise<void> => rm(home, { recursive: true, force: true })

  const { child, port } = await startOnFreePort(kind, { home, root, log }).catch(
    async (error: unknown) => {
      await deleteAll()
      throw error
    },
  )
  return {
    root,
    port,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    requestsOf(path) {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : []
      return lines
        .filter((line) => line !== '')
        .map((line) => kind.readLine(line))
        .filter((request) => request.path === path)
    },
    async stop() {
      const ended = child.exitCode === null ? once(child, 'exit') : null
      child.kill('SIGTERM')
      await ended
      await deleteAll()
    },
  }
}

async function startOnFreePort(
  kind: ServerKind,
  place: { readonly home: string; readonly root: string; readonly log: string },
): Promise<{ child: ChildProcess; port: number }> {
  let output = ''
  for (let tries = 0; tries < START_TRIES; tries += 1) {
    const port = await freePort()
    const child = spawn(programPath(kind.program) ?? '', kind.prepare({ ...place, port }), {
      cwd: place.home,
      env: { ...process.env, HOME: place.home, XDG_DATA_HOME: place.home },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => {
        output += text.toString()
      })
    }
    if (await listens(child, port)) return { child, port }
  }
  throw new Error(`${kind.name} does not start: ${output}`)
}

/** Waits until it takes connections; false if it ends instead. */
async function listens(child: ChildProcess, port: number): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isOpen) return true
    await sleep(10)
  }
  return false
}

function programPath(program: string): string | null {
  const paths = FOLDERS.map((folder) => join(folder, program))
  return paths.find(isExecutable) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
