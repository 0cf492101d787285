import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RillApi } from '../../src/shared/ipc'
import { Aria2Server } from '../contenders/aria2-server'
import { startRill } from '../contenders/rill-app'
import type { ElectronProcess } from '../electron/electron-process'
import { type Entrant, interleave } from '../interleave'
import { memoryBytes } from '../process-tree'
import type { Metric, Reading, Section } from '../report/section'
import { SilentServer } from '../servers/silent-server'
import type { Stage } from '../workload'

declare const window: { readonly rill: RillApi }

const METRICS: readonly Metric[] = [
  { name: 'add', unit: 's', better: 'less' },
  { name: 'memory of one', unit: 'bytes', better: 'less' },
  { name: 'pause all', unit: 's', better: 'less' },
  { name: 'resume all', unit: 's', better: 'less' },
  { name: 'start with them', unit: 's', better: 'less' },
]

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
  const entrants: Entrant[] = []
  if (rillApp !== null) {
    const command = 'window.rill.addDownloads(…), pauseAll(), resumeAll()'
    const { name, version } = rillApp
    entrants.push({ contender: name, version, command, measure: measuredBy(measureRill) })
  }
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
          'process has more than when empty.',
        metrics: METRICS,
        rows: await interleave(entrants, rounds, say),
      },
    ]
  } finally {
    await server.stop()
  }
}

async function measureRill({ links, origin, dir }: Work): Promise<Reading> {
  const dataDir = join(dir, 'data')
  const first = await withRill(dataDir, async (app) => {
    await app.page(untilShown, 0)
    const emptyBytes = memoryBytes(app.pid)
    const add = await seconds(() => app.page(addMany, { links, origin, dir }))
    const more = memoryBytes(app.pid) - emptyBytes
    return {
      ...{ add, 'memory of one': more / links },
      'pause all': await seconds(() => app.page(pauseAll, null)),
      'resume all': await seconds(() => app.page(resumeAll, null)),
    }
  })
  const startedAtMs = performance.now()
  const startSeconds = await withRill(dataDir, async (app) => {
    await app.page(untilShown, links)
    return (performance.now() - startedAtMs) / 1000
  })
  return { ...first, 'start with them': startSeconds }
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
  const uris = Array.from({ length: links }, (_, index) => `${origin}/file-${index}.bin`)
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
  for (;;) {
    const { downloads } = await window.rill.snapshot()
    const shows = document.querySelector('[role="grid"] [role="row"] [role="progressbar"]') !== null
    if (downloads.length === links && (shows || links === 0)) return
    await new Promise(requestAnimationFrame)
  }
}

async function addMany({ links, origin, dir }: Work): Promise<void> {
  const urls = Array.from({ length: links }, (_, index) => `${origin}/file-${index}.bin`)
  await window.rill.addDownloads({ urls, dir, paused: false })
}

async function pauseAll(): Promise<void> {
  await window.rill.pauseAll()
  for (;;) {
    const { downloads } = await window.rill.snapshot()
    if (downloads.every(({ state }) => state === 'paused')) return
  }
}

async function resumeAll(): Promise<void> {
  await window.rill.resumeAll()
  for (;;) {
    const { downloads } = await window.rill.snapshot()
    if (downloads.every(({ state }) => state !== 'paused')) return
  }
}
