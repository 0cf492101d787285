import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ElectronProcess } from '../electron/electron-process'
import type { Strain } from '../electron/messages'
import { treeCpuSeconds } from '../process-tree'
import type { Contender, Cost, FileJob } from './contender'

/** What Chromium brings along itself, through Electron's session. Keeps one running. */
export class Chromium implements Contender {
  readonly name = "Chromium's, in Electron"
  readonly version: string
  readonly fileCommand = 'session.defaultSession.downloadURL(URL)'
  readonly listCommand = ''
  readonly fetchList = null
  #home: string | null = null
  #process: ElectronProcess | null = null

  constructor(version: string) {
    this.version = version
  }

  async running(): Promise<ElectronProcess> {
    this.#home ??= await mkdtemp(join(tmpdir(), 'rill-bench-chromium-'))
    this.#process ??= await startChromium(this.#home)
    return this.#process
  }

  async fetchFile({ url, dir, name }: FileJob): Promise<Cost> {
    const chromium = await this.running()
    await chromium.ask('startGauge')
    const cpuBefore = treeCpuSeconds(chromium.pid)
    const startedAtMs = performance.now()
    await chromium.ask('download', { url, path: join(dir, name) })
    const seconds = (performance.now() - startedAtMs) / 1000
    const endedAtMs = Date.now()
    const cpuSeconds = treeCpuSeconds(chromium.pid) - cpuBefore
    const strain = await chromium.ask<Strain>('stopGauge')
    return { seconds, cpuSeconds, endedAtMs, peakBytes: strain.peakBytes, strain }
  }

  async close(): Promise<void> {
    await this.#process?.quit()
    this.#process = null
    // Its helpers outlive it for a moment, and write.
    if (this.#home !== null) await rm(this.#home, { recursive: true, force: true, maxRetries: 10 })
    this.#home = null
  }
}

/** Starts a window of nothing with a folder for what Chromium keeps. */
export function startChromium(home: string): Promise<ElectronProcess> {
  return ElectronProcess.start('chromium-program', [], { RILL_BENCH_HOME: home })
}
