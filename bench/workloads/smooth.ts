import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RillApi } from '../../src/shared/ipc'
import { runServer } from '../../test/real-servers/run-server'
import type { Contender } from '../contenders/contender'
import type { ElectronProcess } from '../electron/electron-process'
import { fetchChecked } from '../fetch-checked'
import { type Entrant, interleave } from '../interleave'
import type { Metric, Reading, Section } from '../report/section'
import { needRoom } from '../room'
import { fastNginx } from '../servers/fast-nginx'
import { writeStampedFile } from '../servers/stamped-file'
import type { Stage } from '../workload'

const MIB = 1024 ** 2
const CONNECTIONS = 16

const METRICS: readonly Metric[] = [
  { name: 'loop p99', unit: 'ms', better: 'less' },
  { name: 'loop, longest', unit: 'ms', better: 'less' },
  { name: 'command p99', unit: 'ms', better: 'less' },
  { name: 'command, longest', unit: 'ms', better: 'less' },
]

/** A page that asks the main process something again and again, and notes how long that takes. */
interface AskingPage {
  readonly rill?: RillApi
  readonly require: (module: 'electron') => {
    readonly ipcRenderer: { invoke(channel: string): Promise<unknown> }
  }
  asking?: Promise<number[]>
  enough?: boolean
}

declare const window: AskingPage

type WithWindow = Contender & { running(): Promise<ElectronProcess> }

/** How long the main process and the window wait while a file comes as fast as it can. */
export async function smooth(stage: Stage): Promise<Section[]> {
  const { quick, disk, contenders: all, rounds, say } = stage
  const lengthBytes = (quick ? 16 : 4096) * MIB
  needRoom(disk, 2 * lengthBytes)
  const files = await mkdtemp(join(disk, 'smooth-'))
  const server = await runServer(fastNginx({ files }))
  try {
    await writeStampedFile(join(files, 'big.bin'), lengthBytes)
    say('Smoothness at full speed')
    const fetch = { url: server.url('/big.bin'), lengthBytes, connections: CONNECTIONS, into: disk }
    const entrants = [all.rillApp, all.chromium].flatMap((contender): Entrant[] => {
      if (contender === null) return []
      const { name, version, fileCommand: command } = contender
      return [{ contender: name, version, command, measure: () => measure(contender, fetch) }]
    })
    return [
      {
        title: `Waiting while ${lengthBytes / MIB} MiB come by 16 connections`,
        about:
          "The delay of the main process's event loop, whose own period is 1 ms, and the time that " +
          "a command of the window takes there and back: Rill's is to pause nothing, the " +
          "other's does nothing at all. Chromium downloads in a process of its own.",
        metrics: METRICS,
        rows: await interleave(entrants, rounds, say),
      },
    ]
  } finally {
    await server.stop()
    await rm(files, { recursive: true })
  }
}

async function measure(
  contender: WithWindow,
  fetch: Parameters<typeof fetchChecked>[1],
): Promise<Reading> {
  const app = await contender.running()
  await app.page(startAsking, null)
  const { strain } = await fetchChecked(contender, fetch)
  const tookMs = (await app.page(stopAsking, null)).toSorted((a, b) => a - b)
  return {
    'loop p99': strain?.loopP99Ms ?? Number.NaN,
    'loop, longest': strain?.loopMostMs ?? Number.NaN,
    'command p99': tookMs[Math.floor(tookMs.length * 0.99)] ?? Number.NaN,
    'command, longest': tookMs.at(-1) ?? Number.NaN,
  }
}

// What follows runs in the page.

function startAsking(): void {
  const ask = async (): Promise<unknown> =>
    window.rill ? window.rill.pause([]) : window.require('electron').ipcRenderer.invoke('ping')
  const askOften = async (): Promise<number[]> => {
    const tookMs: number[] = []
    while (window.enough !== true) {
      const startedAtMs = performance.now()
      await ask()
      tookMs.push(performance.now() - startedAtMs)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return tookMs
  }
  window.enough = false
  window.asking = askOften()
}

async function stopAsking(): Promise<number[]> {
  window.enough = true
  return (await window.asking) ?? []
}
