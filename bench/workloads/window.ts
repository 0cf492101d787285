import { cp, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { RillApi } from '../../src/shared/ipc'
import { fileBody, startServer, type TestServer, throttled } from '../../test/servers'
import { startRill } from '../contenders/rill-app'
import type { ElectronProcess } from '../electron/electron-process'
import type { Strain } from '../electron/messages'
import { type Entrant, interleave } from '../interleave'
import { drawingCpuSeconds, memoryBytes, treeCpuSeconds } from '../process-tree'
import type { Metric, Reading, Row, Section } from '../report/section'
import { clickHead, scrollByThumb, scrollByWheel, typeAndTakeBack } from '../window/gestures'
import { type Frames, installProbe, type Probe } from '../window/probe'
import { markOf, seedFinished } from '../window/seed'
import type { Stage } from '../workload'

declare const window: Window & { readonly rill: RillApi; readonly rillProbe: Probe }

const KIB = 1024
const MIB = 1024 ** 2

/** What runs: each lasts longer than the measurement. */
const SLOW = { bytes: 16 * MIB, bytesPerSec: 24 * KIB }
const FAST = { bytes: 2048 * MIB, bytesPerSec: 8 * MIB }
const FAST_PATH = '/fast.bin'

/** Where the finished files are said to be: a folder whose name has none of the letters that are typed. */
const FOLDER = '/home/someone/Downloads'

/** What a frame may take, so that nobody sees it. */
const SMOOTH_MS = 32

const START: readonly Metric[] = [
  { name: 'list painted', unit: 'ms', better: 'less' },
  { name: 'since the start', unit: 'ms', better: 'less' },
  { name: 'renderer', unit: 'bytes', better: 'less' },
  { name: 'CPU', unit: 'ms', better: 'less' },
  { name: 'CPU, drawing', unit: 'ms', better: 'less' },
  { name: 'CPU, hidden', unit: 'ms', better: 'less' },
  { name: 'loop p99', unit: 'ms', better: 'less' },
  { name: 'loop, longest', unit: 'ms', better: 'less' },
]

const SCROLLING: readonly Metric[] = ['wheel', 'thumb'].flatMap((way) => [
  { name: `${way}, mean`, unit: 'ms', better: 'less' },
  { name: `${way}, p99`, unit: 'ms', better: 'less' },
  { name: `${way}, over 32 ms`, unit: 'count', better: 'less' },
  { name: `${way}, with gaps`, unit: 'count', better: 'less' },
])

const ANSWERING: readonly Metric[] = [
  { name: 'key', unit: 'ms', better: 'less' },
  { name: 'key, p99', unit: 'ms', better: 'less' },
  { name: 'sort by name', unit: 'ms', better: 'less' },
  { name: 'sort by size', unit: 'ms', better: 'less' },
  { name: 'loop, longest', unit: 'ms', better: 'less' },
]

interface Amounts {
  readonly finished: number
  readonly running: number
  /** One that runs fast, and nothing else; then the list is only looked at. */
  readonly isFast?: boolean
}

interface Work extends Amounts {
  /** With the finished ones in it. */
  readonly seed: string
  readonly dir: string
  readonly server: TestServer
  readonly quick: boolean
}

/** The window with a long list: how soon it is there, how it moves, and what it costs. */
export async function windowWorkload(stage: Stage): Promise<Section[]> {
  const { quick, rounds, disk, contenders, say } = stage
  const rill = contenders.rillApp
  const full: Amounts = quick ? { finished: 1000, running: 3 } : { finished: 100_000, running: 50 }
  const server = await startServer(runningFiles(full.running))
  const seed = await mkdtemp(join(disk, 'window-seed-'))
  try {
    say(`A window with ${full.finished} finished downloads`)
    seedFinished(join(seed, 'full'), FOLDER, full.finished)
    seedFinished(join(seed, 'empty'), FOLDER, 0)
    const entrant = (name: string, amounts: Amounts): Entrant[] =>
      rill === null
        ? []
        : [
            {
              ...{ contender: name, version: rill.version, command: '' },
              measure: () =>
                inFolder(disk, (dir) => measure({ ...amounts, seed, dir, server, quick })),
            },
          ]
    const many = `${full.finished.toLocaleString('en')} finished`
    const rows = await interleave(
      [
        ...entrant(`${many}, ${full.running} running`, full),
        ...entrant(many, { ...full, running: 0 }),
        ...entrant('none', { finished: 0, running: 0 }),
        ...entrant(`${many}, one fast`, { finished: full.finished, running: 1, isFast: true }),
      ],
      rounds,
      say,
    )
    return sections(rows)
  } finally {
    await server.close()
    await rm(seed, { recursive: true, force: true, maxRetries: 10 })
  }
}

function sections(rows: readonly Row[]): Section[] {
  const ofLong = rows.slice(0, 2)
  return [
    {
      title: 'The window',
      about:
        'From the moment when the window is shown, and from the start of the program, until its ' +
        "first rows are painted (of none: its first content). Memory is that of the page's " +
        'process, without what it shares with others, after all that follows has been done. CPU is ' +
        'what all processes use in a second of doing nothing more: 10 ms are one percent of a ' +
        "processor; drawing is the part of the page's process and of the GPU's. The loop is the " +
        "main process's meanwhile.",
      metrics: START,
      rows: [...rows],
    },
    {
      title: 'Scrolling',
      about:
        'Three seconds by the wheel, a notch each 16 ms, and three seconds by the thumb of the ' +
        'scroll bar from the top to the bottom. Times are from one frame ' +
        "to the next, as the page's own callbacks see them; a frame with gaps shows a row that has " +
        'not come yet. Without a screen nothing waits for its beam, and Chromium makes a frame each ' +
        '16.7 ms by its own clock; all is drawn by the processor.',
      metrics: SCROLLING,
      rows: ofLong,
    },
    {
      title: 'Answering',
      about:
        'Typing a letter and some digits into the search and taking them back, each key until ' +
        'the list that it leads to is painted; clicking the head of a column until other rows are ' +
        'painted; and the longest hold of the main process meanwhile.',
      metrics: ANSWERING,
      rows: ofLong.map((row) => ({
        ...row,
        readings: row.readings.map(({ 'longest hold': hold, ...reading }) => ({
          ...reading,
          ...(hold !== undefined && { 'loop, longest': hold }),
        })),
      })),
    },
  ]
}

async function measure(work: Work): Promise<Reading> {
  const { dir, seed, finished, running, isFast = false, server, quick } = work
  const ms = (whole: number): number => (quick ? whole / 10 : whole)
  const dataDir = join(dir, 'data')
  await cp(join(seed, finished > 0 ? 'full' : 'empty'), dataDir, { recursive: true })
  if (running > 0) {
    const app = await start(dataDir, finished > 0)
    try {
      const paths = isFast ? [FAST_PATH] : slowPaths(running)
      await app.page(addRunning, { urls: paths.map((path) => server.url(path)), dir })
    } finally {
      await app.quit()
    }
  }
  const startedAtMs = performance.timeOrigin + performance.now()
  const app = await start(dataDir, finished > 0)
  try {
    const paintedAtMs = await app.page(() => window.rillProbe.listPaintedAtMs, null)
    const shownAtMs = await app.ask<number>('shownAtMs')
    await setTimeout(ms(5000))
    const moving = finished > 0 && !isFast ? await measureMoving(app, ms(3000), work) : {}
    const cpu = async (): Promise<{ readonly all: number; readonly drawing: number }> => {
      await setTimeout(ms(5000))
      const before = { all: treeCpuSeconds(app.pid), drawing: drawingCpuSeconds(app.pid) }
      await setTimeout(ms(20_000))
      const aSecond = (used: number): number => (used * 1000) / (ms(20_000) / 1000)
      return {
        all: aSecond(treeCpuSeconds(app.pid) - before.all),
        drawing: aSecond(drawingCpuSeconds(app.pid) - before.drawing),
      }
    }
    await app.ask('startGauge')
    await setTimeout(ms(10_000))
    const strain = await app.ask<Strain>('stopGauge')
    const inSight = await cpu()
    const renderer = memoryBytes(await app.ask<number>('rendererPid'))
    await app.ask('hide')
    const hidden = await cpu()
    return {
      'list painted': Math.max(0, paintedAtMs - shownAtMs),
      'since the start': paintedAtMs - startedAtMs,
      ...{ ...moving, renderer, CPU: inSight.all, 'CPU, drawing': inSight.drawing },
      'CPU, hidden': hidden.all,
      ...{ 'loop p99': strain.loopP99Ms, 'loop, longest': strain.loopMostMs },
    }
  } finally {
    await app.quit()
  }
}

async function measureMoving(
  app: ElectronProcess,
  ms: number,
  { finished, quick }: Work,
): Promise<Reading> {
  const wheel = framesReading('wheel', await scrollByWheel(app, ms))
  const thumb = framesReading('thumb', await scrollByThumb(app, ms))
  await app.ask('startGauge')
  await app.page(focusSearch, null)
  const keys: number[] = []
  for (let times = 0; times < (quick ? 1 : 4); times += 1) {
    const mark = markOf(2 * (Math.floor(finished / 5) + times), finished)
    keys.push(...(await typeAndTakeBack(app, mark)))
  }
  const byName = await clickHead(app, 'Name')
  await setTimeout(300)
  const bySize = await clickHead(app, 'Size')
  const strain = await app.ask<Strain>('stopGauge')
  return {
    ...wheel,
    ...thumb,
    key: percentile(keys, 0.5),
    'key, p99': percentile(keys, 0.99),
    ...(byName !== null && { 'sort by name': byName }),
    ...(bySize !== null && { 'sort by size': bySize }),
    'longest hold': strain.loopMostMs,
  }
}

function framesReading(way: string, { tookMs, withGaps }: Frames): Reading {
  return {
    [`${way}, mean`]: tookMs.reduce((sum, ms) => sum + ms, 0) / tookMs.length,
    [`${way}, p99`]: percentile(tookMs, 0.99),
    [`${way}, over 32 ms`]: tookMs.filter((ms) => ms > SMOOTH_MS).length,
    [`${way}, with gaps`]: withGaps,
  }
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

function start(dataDir: string, hasRows: boolean): Promise<ElectronProcess> {
  return startRill(dataDir, [], {
    RILL_BENCH_PROBE: `(${installProbe.toString()})(${hasRows})`,
  })
}

function runningFiles(count: number): Record<string, ReturnType<typeof throttled>> {
  return {
    ...Object.fromEntries(
      slowPaths(count).map((path, seed) => [
        path,
        throttled(fileBody(seed, SLOW.bytes), SLOW.bytesPerSec),
      ]),
    ),
    [FAST_PATH]: throttled(fileBody(count, FAST.bytes), FAST.bytesPerSec),
  }
}

function slowPaths(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `/running-${index}.bin`)
}

async function inFolder<T>(disk: string, use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(disk, 'window-'))
  try {
    return await use(dir)
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 10 })
  }
}

// What follows runs in the page.

async function addRunning({ urls, dir }: { urls: string[]; dir: string }): Promise<void> {
  await window.rill.updateSettings({
    folder: dir,
    simultaneousDownloads: 64,
    connectionsPerDownload: 1,
    connectionsPerHost: 64,
  })
  await window.rill.addDownloads({ urls, dir, paused: false })
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[type=search], [role=searchbox]')?.focus()
}
