import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Outcome, runRill, startRill } from '../cli/run-rill'
import { tempFolder } from '../io/temp-folder'
import { type FileOptions, goodServer, type Handler, noRangeServer } from '../servers'
import { serve } from '../servers/serve'
import { RoundJudge } from './judge-round'
import { killAt, momentWords, type Scene, sentBytes } from './moment'
import type { RoundPlan } from './plan-round'

/** What came of a round. */
export interface RoundOutcome {
  /** What was wrong, and when. */
  readonly faults: readonly string[]
  readonly kills: number
  /** What the server handed to its sockets beyond the length of the files. */
  readonly sentAgainBytes: number
}

/**
 * Runs `rill get` and kills it at each of the planned moments, or until it is done before one; then
 * once more to its end. It is the same command each time.
 */
export async function runRound(plan: RoundPlan): Promise<RoundOutcome> {
  const server = await serve(routes(plan))
  const home = tempFolder()
  const [dir, dataDir] = [join(home, 'files'), join(home, 'data')]
  for (const folder of [dir, dataDir]) mkdirSync(folder)
  const judge = new RoundJudge(plan, server, dir, dataDir)
  const faults: string[] = []
  let kills = 0

  for (const moment of plan.kills) {
    if (judge.unfinished().length === 0) break
    const missingBytes = judge.missingBytes()
    const scene = { server, dir, dataDir, missingBytes }
    const { child, outcome } = startRill(command(plan, scene))
    onTestFinished(() => void child.kill('SIGKILL'))
    const callOff = killAt(moment, scene, child)
    const ended = await outcome
    callOff()
    const found = [...complaints(ended), ...(await judge.afterKill())]
    faults.push(...found.map((fault) => `at ${momentWords(moment)}: ${fault}`))
    if (ended.status !== null) break
    kills += 1
  }
  if (judge.unfinished().length > 0) {
    const { child, outcome } = startRill(command(plan, { server, dir, dataDir }))
    onTestFinished(() => void child.kill('SIGKILL'))
    const ended = await outcome
    faults.push(...complaints(ended))
    if (ended.status === null) faults.push('was ended by a signal')
  }
  faults.push(...(await judge.afterEnd()), ...(await faultsOfLog(plan, dir, dataDir)))
  const sessions = readdirSync(join(dataDir, 'sessions'))
  if (sessions.length > 0) faults.push(`sessions are left: ${sessions.join(', ')}`)
  const lengthBytes = plan.files.reduce((sum, { body }) => sum + body.lengthBytes, 0)
  return {
    faults,
    kills,
    sentAgainBytes: sentBytes(server) - lengthBytes,
  }
}

function routes({ files, server, bytesPerSec }: RoundPlan): Record<string, Handler> {
  const options: FileOptions = {
    bytesPerSec,
    ...(server !== 'strong' && { etag: null }),
    ...(server === 'none' && { lastModified: null }),
  }
  const serveFile = server === 'no ranges' ? noRangeServer : goodServer
  return Object.fromEntries(files.map(({ path, body }) => [path, serveFile(body, options)]))
}

function command(
  { files, connections, jobs, isChecked, skips }: RoundPlan,
  { server, dir, dataDir }: Pick<Scene, 'server' | 'dir' | 'dataDir'>,
): string[] {
  const list = join(dirname(dataDir), 'links.txt')
  const lines = files.flatMap(({ path, body }) => [
    server.url(path),
    ...(isChecked ? [`  checksum=sha256=${body.sha256()}`] : []),
  ])
  writeFileSync(list, `${lines.join('\n')}\n`)
  return [
    ...['get', '-q', '-x', String(connections), '-j', String(jobs)],
    ...['--data-dir', dataDir, '-d', dir, '-i', list],
    ...(skips ? ['--on-conflict', 'skip'] : []),
  ]
}

/** What Electron as Node says of a thread that was still beginning when the process ended. */
const ELECTRON_CHATTER = /^\[[^\]]*:ERROR:node_util\.cc[^\]]*\].*\n?/gmu

function complaints({ status, stderr }: Outcome): string[] {
  const words = stderr.replaceAll(ELECTRON_CHATTER, '')
  return (status ?? 0) === 0 && words === '' ? [] : [`ended with ${status}: ${words}`]
}

async function faultsOfLog({ files }: RoundPlan, dir: string, dataDir: string): Promise<string[]> {
  const { stdout, stderr } = await runRill(
    ...['log', '--data-dir', dataDir],
    join(dir, files[0]?.name ?? ''),
  )
  return /^ {2}state {5}completed$/mu.test(stdout) ? [] : [`its log: ${stdout}${stderr}`]
}
