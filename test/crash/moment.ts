import type { ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import type { TestServer } from '../servers'

/** When a program is killed, by what is to be seen of it from outside. */
export type Moment =
  | { readonly seen: 'time'; readonly thenMs: number }
  /** The server has sent that share of what was missing at the start. */
  | { readonly seen: 'bytes'; readonly share: number; readonly thenMs: number }
  /** Something happened so often to a file, to a final name, or to the records. */
  | {
      readonly seen: 'file' | 'final name' | 'record'
      readonly times: number
      readonly thenMs: number
    }

/** Where to look. */
export interface Scene {
  readonly server: TestServer
  /** The folder of files, and that of the records; both are there. */
  readonly dir: string
  readonly dataDir: string
  readonly missingBytes: number
}

/** As a line in a report: `record 12 +3 ms`. */
export function momentWords(moment: Moment): string {
  const then = moment.thenMs === 0 ? '' : ` +${moment.thenMs} ms`
  switch (moment.seen) {
    case 'time':
      return `start${then}`
    case 'bytes':
      return `bytes ${Math.round(moment.share * 100)}%${then}`
    default:
      return `${moment.seen} ${moment.times}${then}`
  }
}

/** Kills a program with SIGKILL when the moment has come. Returns what calls it off. */
export function killAt(moment: Moment, scene: Scene, program: ChildProcess): () => void {
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  const kill = (): void => {
    if (isOver) return
    isOver = true
    if (moment.thenMs === 0) program.kill('SIGKILL')
    else timer = setTimeout(() => program.kill('SIGKILL'), moment.thenMs)
  }
  const stopLooking = whenSeen(moment, scene, kill)
  return () => {
    isOver = true
    stopLooking()
    clearTimeout(timer)
  }
}

function whenSeen(moment: Moment, scene: Scene, seen: () => void): () => void {
  switch (moment.seen) {
    case 'time':
      seen()
      return () => undefined
    case 'bytes':
      return whenSent(moment.share * scene.missingBytes, scene.server, seen)
    case 'record':
      return whenChanged(scene.dataDir, () => true, moment.times, seen)
    case 'file':
      return whenChanged(scene.dir, () => true, moment.times, seen)
    case 'final name':
      return whenChanged(scene.dir, (name) => !name.includes('.part'), moment.times, seen)
  }
}

function whenSent(bytes: number, server: TestServer, seen: () => void): () => void {
  const before = sentBytes(server)
  const requestsBefore = server.requests.length
  void server
    .waitForRequest(
      ({ order }) => order >= requestsBefore && sentBytes(server) >= before + Math.floor(bytes),
    )
    .then(seen)
  return () => undefined
}

export function sentBytes({ requests }: TestServer): number {
  return requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0)
}

function whenChanged(
  folder: string,
  isMeant: (name: string) => boolean,
  times: number,
  seen: () => void,
): () => void {
  let left = times
  const watcher = watch(folder, (_event, name) => {
    if (!isMeant(name ?? '')) return
    left -= 1
    if (left === 0) seen()
  })
  return () => watcher.close()
}
