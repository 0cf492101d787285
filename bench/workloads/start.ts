import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { present } from '../contenders'
import { startChromium } from '../contenders/chromium'
import type { Contender } from '../contenders/contender'
import { startRill } from '../contenders/rill-app'
import type { ElectronProcess } from '../electron/electron-process'
import { type Entrant, interleave } from '../interleave'
import type { Metric, Reading, Section } from '../report/section'
import { FirstRequest } from '../servers/first-request'
import type { Stage } from '../workload'

const METRICS: readonly Metric[] = [
  { name: 'first paint', unit: 's', better: 'less' },
  { name: 'first request', unit: 's', better: 'less' },
]

/** From the start of a program with a link to its first paint, and to its first request. */
export async function start(stage: Stage): Promise<Section[]> {
  const { contenders: all, quick, rounds, say } = stage
  say('Starts')
  const programs = quick
    ? [all.rillGet, all.aria2]
    : [
        ...[all.rillGet, all.rillGetByElectron, all.curl, all.aria2, all.wget2, all.axel],
        ...[all.ipull, all.nodeDownloaderHelper],
      ]
  const entrants = [
    ...windows(stage),
    ...present<Contender>(programs).map((contender) => ({
      ...{ contender: contender.name, version: contender.version, command: contender.fileCommand },
      measure: () => measureProgram(contender, stage.disk),
    })),
  ]
  return [
    {
      title: 'From the start with a link',
      about:
        'The program and its libraries are in memory already, its own data are new. A paint is ' +
        'that of the first content of the page; the window of nothing is what Electron itself needs.',
      metrics: METRICS,
      rows: await interleave(entrants, rounds, say),
    },
  ]
}

function windows({ contenders: { rillApp, chromium }, disk }: Stage): Entrant[] {
  const entrants: Entrant[] = []
  if (rillApp !== null) {
    const { name, version } = rillApp
    const measure = (): Promise<Reading> => measureRill(disk)
    entrants.push({ contender: name, version, command: 'electron . LINK', measure })
  }
  if (chromium !== null) {
    const { version } = chromium
    const contender = 'a window of nothing'
    entrants.push({ contender, version, command: '', measure: () => measureWindow(disk) })
  }
  return entrants
}

async function measureRill(disk: string): Promise<Reading> {
  return withFolder(disk, async (dir) => {
    const server = await FirstRequest.start()
    const startedAtMs = now()
    const app = await startRill(join(dir, 'data'), [server.url], {
      XDG_DOWNLOAD_DIR: dir,
      HOME: dir,
    })
    try {
      const paintedAtMs = await app.page(firstPaintAtMs, null)
      const askedAtMs = await server.askedAtMs
      return {
        'first paint': (paintedAtMs - startedAtMs) / 1000,
        'first request': (askedAtMs - startedAtMs) / 1000,
      }
    } finally {
      await app.quit()
      await server.stop()
    }
  })
}

async function measureWindow(disk: string): Promise<Reading> {
  return withFolder(disk, async (dir) => {
    const startedAtMs = now()
    const app: ElectronProcess = await startChromium(dir)
    try {
      const paintedAtMs = await app.page(firstPaintAtMs, null)
      return { 'first paint': (paintedAtMs - startedAtMs) / 1000 }
    } finally {
      await app.quit()
    }
  })
}

async function measureProgram(contender: Contender, disk: string): Promise<Reading> {
  return withFolder(disk, async (dir) => {
    const server = await FirstRequest.start()
    try {
      const startedAtMs = now()
      const job = { url: server.url, dir, name: 'first.bin', connections: 16 }
      const [askedAtMs] = await Promise.all([server.askedAtMs, contender.fetchFile(job)])
      return { 'first request': (askedAtMs - startedAtMs) / 1000 }
    } finally {
      await server.stop()
    }
  })
}

async function withFolder<T>(disk: string, use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(disk, 'start-'))
  try {
    return await use(dir)
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 10 })
  }
}

function now(): number {
  return performance.timeOrigin + performance.now()
}

/** In the page: when its first content was painted, in milliseconds since the epoch. */
function firstPaintAtMs(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list, observer) => {
      const paint = list.getEntriesByName('first-contentful-paint')[0]
      if (paint === undefined) return
      observer.disconnect()
      resolve(performance.timeOrigin + paint.startTime)
    }).observe({ type: 'paint', buffered: true })
  })
}
