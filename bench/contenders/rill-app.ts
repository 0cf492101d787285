import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RillApi } from '../../src/shared/ipc'
import { ElectronProcess } from '../electron/electron-process'
import type { Strain } from '../electron/messages'
import { APP, AUTHORITY } from '../places'
import { treeCpuSeconds } from '../process-tree'
import type { Contender, Cost } from './contender'

declare const window: { readonly rill: RillApi }

interface Addition {
  readonly urls: readonly string[]
  readonly dir: string
  readonly connections: number
  readonly jobs: number
}

const HOW = "the app's own window: window.rill.addDownloads(…)"

/** Rill with its window, driven through the page's own commands. Keeps one running from job to job. */
export class RillApp implements Contender {
  readonly name = 'Rill'
  readonly version: string
  readonly fileCommand = HOW
  readonly listCommand = HOW
  #home: string | null = null
  #process: ElectronProcess | null = null

  constructor(version: string) {
    this.version = version
  }

  fetchFile: Contender['fetchFile'] = ({ url, dir, connections }) =>
    this.#fetch({ urls: [url], dir, connections, jobs: 5 })

  fetchList: Contender['fetchList'] = ({ urls, dir, jobs }) =>
    this.#fetch({ urls, dir, connections: 8, jobs })

  /** The running app; starts it if need be. */
  async running(...args: readonly string[]): Promise<ElectronProcess> {
    this.#home ??= await mkdtemp(join(tmpdir(), 'rill-bench-app-'))
    this.#process ??= await startRill(join(this.#home, 'data'), args)
    return this.#process
  }

  async close(): Promise<void> {
    await this.quit()
    if (this.#home !== null) await rm(this.#home, { recursive: true, force: true, maxRetries: 10 })
    this.#home = null
  }

  /** Ends the app; what it knows is kept for the next time it runs. */
  async quit(): Promise<void> {
    await this.#process?.quit()
    this.#process = null
  }

  async #fetch(addition: Addition): Promise<Cost> {
    const app = await this.running()
    await app.page(prepare, addition)
    await app.ask('startGauge')
    const cpuBefore = treeCpuSeconds(app.pid)
    const startedAtMs = performance.now()
    await app.page(addAndWait, addition)
    const seconds = (performance.now() - startedAtMs) / 1000
    const endedAtMs = Date.now()
    const cpuSeconds = treeCpuSeconds(app.pid) - cpuBefore
    const strain = await app.ask<Strain>('stopGauge')
    return { seconds, cpuSeconds, endedAtMs, peakBytes: strain.peakBytes, strain }
  }
}

/** Starts Rill with a data folder; it trusts the authority of the tests. */
export function startRill(
  dataDir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ElectronProcess> {
  return ElectronProcess.start('rill-program', [`--user-data-dir=${dataDir}`, ...args], {
    RILL_BENCH_APP: APP,
    SSL_CERT_FILE: AUTHORITY,
    ...env,
  })
}

// What follows runs in the page.

async function prepare({ connections, jobs, dir }: Addition): Promise<void> {
  await window.rill.updateSettings({
    folder: dir,
    connectionsPerDownload: connections,
    connectionsPerHost: Math.max(connections, jobs, 16),
    simultaneousDownloads: jobs,
  })
}

/** Adds the links and waits until all are complete; rejects if one fails. */
async function addAndWait({ urls, dir }: Addition): Promise<void> {
  const inState = (...states: ('completed' | 'failed' | 'needs-link')[]) =>
    window.rill.readList({
      query: { filter: { states }, sort: { column: 'added', descending: true } },
      first: 0,
      count: 1,
    })
  // Earlier jobs stay in the list: to remove them would cost time within this one.
  const earlier = {
    completed: (await inState('completed')).total,
    failed: (await inState('failed', 'needs-link')).total,
  }
  const ids = await window.rill.addDownloads({ urls: [...urls], dir, paused: false })
  while ((await inState('completed')).total < earlier.completed + ids.length) {
    const { total, rows } = await inState('failed', 'needs-link')
    if (total > earlier.failed) throw new Error(rows[0]?.error?.code ?? 'failed')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
