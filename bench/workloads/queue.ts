import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { SqliteStore } from '../../src/main/io/store/sqlite-store'
import { NO_OPTIONS } from '../../src/shared/download-options'
import type { RillApi } from '../../src/shared/ipc'
import { Aria2Server } from '../contenders/aria2-server'
import type { Contender } from '../contenders/contender'
import { startRill } from '../contenders/rill-app'
import type { ElectronProcess } from '../electron/electron-process'
import type { Strain } from '../electron/messages'
import { type Entrant, interleave } from '../interleave'
import { memoryBytes, treeCpuSeconds } from '../process-tree'
import type { Metric, Reading, Section } from '../report/section'
import { SilentServer } from '../servers/silent-server'
import type { Stage } from '../workload'

declare const window: { readonly rill: RillApi }

const METRICS: readonly Metric[] = [
  { name: 'add', unit: 's', better: 'less' },
  { name: 'memory of one', unit: 'bytes', better: 'less' },
  { name: 'pause all', unit: 's', better: 'less' },
  { name: 'resume all', unit: 's', better: 'less' },
  { name: 'longest hold', unit: 's', better: 'less' },
  { name: 'start with them', unit: 's', better: 'less' },
]

const FINISHED_METRICS: readonly Metric[] = [
  { name: 'start with them', unit: 's', better: 'less' },
  { name: 'main process', unit: 'bytes', better: 'less' },
  { name: 'main process, none', unit: 'bytes', better: 'less' },
  { name: 'idle CPU', unit: 'ms', better: 'less' },
]

const IDLE_MS = 10_000

interface Work {
  readonly links: number
  /** Of a server that never answers. */
  readonly origin: string
  readonly dir: string
}

/** A long queue: adding it, holding it, and starting with it. */
export async function queue({ quick, rounds, disk, contenders, say }: Stage): Promise<Section[]> {
  const links = quick ? 1000 : 100_000
  const server = await SilentServer.start()
  const measuredBy = (measure: (work: Work) => Promise<Reading>) => async (): Promise<Reading> => {
    const dir = await mkdtemp(join(disk, 'queue-'))
    try {
      return await measure({ links, origin: server.origin, dir })
    } finally {
      await rm(dir, { recursive: true, force: true, maxRetries: 10 })
    }
  }
  const { rillApp, aria2 } = contenders
  const entrants = rillAlone(
    rillApp,
    measuredBy(measureRill),
    'window.rill.addDownloads(…), pauseAll(), resumeAll()',
  )
  if (aria2 !== null) {
    const command = 'aria2c --enable-rpc; aria2.addUri by system.multicall, aria2.pauseAll'
    const { version } = aria2
    entrants.push({ contender: 'aria2c', version, command, measure: measuredBy(measureAria2) })
  }
  say(`A queue of ${links} links`)
  try {
    return [
      {
        title: `A queue of ${links.toLocaleString('en')} links`,
        about:
          'Their server takes connections and never answers, so that five are being asked for and ' +
          'the others wait. Times are until the command is answered and, by the list, carried out; ' +
          'the start is until the list is there: with Rill in its window, and kept in its store ' +
          'since it was added; with aria2 from a file of links, by a call. Memory is what the main ' +
          "process has more than when empty; the longest hold is that of the main process's loop by " +
          'one of the three commands.',
        metrics: METRICS,
        rows: await interleave(entrants, rounds, say),
      },
      {
        title: `A list of ${links.toLocaleString('en')} finished downloads`,
        about:
          'The start is until the window shows the list; memory is what the main process has then, ' +
          'and with an empty list; idle is the CPU time that all processes use in a second.',
        metrics: FINISHED_METRICS,
        rows: await interleave(rillAlone(rillApp, measuredBy(measureFinished)), rounds, say),
      },
    ]
  } finally {
    await server.stop()
  }
}

function rillAlone(
  rill: Contender | null,
  measure: () => Promise<Reading>,
  command = '',
): Entrant[] {
  if (rill === null) return []
  return [{ contender: rill.name, version: rill.version, command, measure }]
}

async function measureRill({ links, origin, dir }: Work): Promise<Reading> {
  const dataDir = join(dir, 'data')
  const first = await withRill(dataDir, async (app) => {
    await app.page(untilShown, 0)
    const emptyBytes = memoryBytes(app.pid)
    const holds: number[] = []
    const held = async <A>(work: (argument: A) => unknown, argument: A): Promise<void> => {
      await app.ask('startGauge')
      await app.page(work, argument)
      holds.push((await app.ask<Strain>('stopGauge')).loopMostMs / 1000)
    }
    const add = await seconds(() => held(addMany, { links, origin, dir }))
    const more = memoryBytes(app.pid) - emptyBytes
    const pause = await seconds(async () => {
      await held(() => window.rill.pauseAll(), null)
      await app.page(untilAllArePaused, null)
    })
    const resume = await seconds(async () => {
      await held(() => window.rill.resumeAll(), null)
      await app.page(untilNoneIsPaused, null)
    })
    return {
      ...{ add, 'memory of one': more / links, 'pause all': pause, 'resume all': resume },
      'longest hold': Math.max(...holds),
    }
  })
  const startedAtMs = performance.now()
  const startSeconds = await withRill(dataDir, async (app) => {
    await app.page(untilShown, links)
    return (performance.now() - startedAtMs) / 1000
  })
  return { ...first, 'start with them': startSeconds }
}

async function measureFinished({ links, origin, dir }: Work): Promise<Reading> {
  const emptyBytes = await withRill(join(dir, 'empty'), async (app) => {
    await app.page(untilShown, 0)
    return memoryBytes(app.pid)
  })
  const dataDir = join(dir, 'data')
  fillWithFinished(dataDir, { links, origin, dir })
  const startedAtMs = performance.now()
  return withRill(dataDir, async (app) => {
    await app.page(untilShown, links)
    const startSeconds = (performance.now() - startedAtMs) / 1000
    await setTimeout(IDLE_MS / 2)
    const before = treeCpuSeconds(app.pid)
    await setTimeout(IDLE_MS)
    return {
      'start with them': startSeconds,
      'main process': memoryBytes(app.pid),
      'main process, none': emptyBytes,
      'idle CPU': ((treeCpuSeconds(app.pid) - before) * 1000) / (IDLE_MS / 1000),
    }
  })
}

function fillWithFinished(dataDir: string, { links, origin, dir }: Work): void {
  const store = new SqliteStore({ dataDir, defaultFolder: dir })
  const common = { dir, wishedName: null, options: NO_OPTIONS, addedAtMs: Date.now() }
  const records = store.downloads.insert(
    linksOf(origin, links).map((url) => ({ url, state: 'queued', ...common })),
  )
  store.transactions.batch(() => {
    for (const { id } of records) {
      store.checkpoints.write(id, [{ start: 0, position: id, end: id }])
      store.downloads.update(id, {
        ...{ state: 'completed', fileName: `file-${id}.bin`, partName: `file-${id}.bin.part` },
        ...{ lengthBytes: id, resumable: true, proof: 'validator', finishedAtMs: Date.now() },
      })
    }
  })
  store.close()
}

function linksOf(origin: string, links: number): string[] {
  return Array.from({ length: links }, (_, index) => `${origin}/file-${index}.bin`)
}

async function withRill<T>(dataDir: string, use: (app: ElectronProcess) => Promise<T>): Promise<T> {
  const app = await startRill(dataDir, [])
  try {
    return await use(app)
  } finally {
    await app.quit()
  }
}

async function measureAria2({ links, origin, dir }: Work): Promise<Reading> {
  const uris = linksOf(origin, links)
  const first = await withAria2(dir, [], async (aria2) => {
    const emptyBytes = memoryBytes(aria2.pid)
    const calls = uris.map((uri) => ({ methodName: 'aria2.addUri', params: [[uri]] }))
    const add = await seconds(() => aria2.call('system.multicall', calls))
    const more = memoryBytes(aria2.pid) - emptyBytes
    return {
      ...{ add, 'memory of one': more / links },
      'pause all': await seconds(() => aria2.call('aria2.forcePauseAll')),
      'resume all': await seconds(() => aria2.call('aria2.unpauseAll')),
    }
  })
  const list = join(dir, 'list')
  writeFileSync(list, uris.join('\n'))
  const startedAtMs = performance.now()
  const startSeconds = await withAria2(dir, ['-i', list], async (aria2) => {
    await aria2.call('aria2.getGlobalStat')
    return (performance.now() - startedAtMs) / 1000
  })
  return { ...first, 'start with them': startSeconds }
}

async function withAria2<T>(
  dir: string,
  args: readonly string[],
  use: (aria2: Aria2Server) => Promise<T>,
): Promise<T> {
  const aria2 = await Aria2Server.start(dir, ...args)
  try {
    return await use(aria2)
  } finally {
    await aria2.stop()
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now()
  await work()
  return (performance.now() - startedAtMs) / 1000
}

// What follows runs in the page.

/** Waits until so many are there and, if there are any, the list shows some of them. */
async function untilShown(links: number): Promise<void> {
  const shows = (): boolean =>
    document.querySelector('[role="grid"] [role="row"]') !== null || links === 0
  while (!shows()) await new Promise(requestAnimationFrame)
  while ((await window.rill.listIds({})).length !== links) {
    await new Promise(requestAnimationFrame)
  }
}

async function addMany({ links, origin, dir }: Work): Promise<void> {
  const urls = Array.from({ length: links }, (_, index) => `${origin}/file-${index}.bin`)
  await window.rill.addDownloads({ urls, dir, paused: false })
}

async function untilAllArePaused(): Promise<void> {
  for (;;) {
    const ids = await window.rill.listIds({ filter: { states: ['queued', 'downloading'] } })
    if (ids.length === 0) return
  }
}

async function untilNoneIsPaused(): Promise<void> {
  for (;;) {
    const ids = await window.rill.listIds({ filter: { states: ['paused'] } })
    if (ids.length === 0) return
  }
}
