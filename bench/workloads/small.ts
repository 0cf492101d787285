import { writeFileSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { runServer } from '../../test/real-servers/run-server'
import { present } from '../contenders'
import type { Contender, Cost } from '../contenders/contender'
import { interleave } from '../interleave'
import { mergeRows } from '../merge-rows'
import type { Metric, Reading, Row, Section } from '../report/section'
import { fastNginx } from '../servers/fast-nginx'
import { Line } from '../servers/line'
import type { Stage } from '../workload'

const SMALL_BYTES = 10 * 1024
const JOBS = 16

const METRICS: readonly Metric[] = [
  { name: 'near', unit: 'files/s', better: 'more' },
  { name: 'CPU a file', unit: 'ms', better: 'less' },
  { name: '40 ms away', unit: 'files/s', better: 'more' },
]

/** Many small files, 16 at a time: near, and far away. */
export async function small(stage: Stage): Promise<Section[]> {
  const near = stage.quick ? 20 : 10_000
  const far = stage.quick ? 10 : 1000
  const files = await mkdtemp(join(stage.disk, 'small-'))
  const server = await runServer(fastNginx({ files }))
  const line = await Line.start(server.port, { roundTripMs: 40 })
  try {
    writeFileSync(join(files, 'small.bin'), Buffer.alloc(SMALL_BYTES, 'Rill measures. '))
    stage.say(`${near} small files`)
    const nearRows = await measure(stage, manyUrls(server.url('/many'), near), (cost) => ({
      near: near / cost.seconds,
      'CPU a file': (cost.cpuSeconds / near) * 1000,
    }))
    stage.say(`${far} small files, 40 ms away`)
    const farRows = await measure(stage, manyUrls(line.url('/many'), far), (cost) => ({
      '40 ms away': far / cost.seconds,
    }))
    const title = `${near.toLocaleString('en')} files of 10 KiB, 16 at a time`
    const about = `nginx on the same machine; then ${far.toLocaleString('en')} of them with a round trip of 40 ms. The links come as a list, Rill's by its window.`
    return [{ title, about, metrics: METRICS, rows: mergeRows([nearRows, farRows]) }]
  } finally {
    await line.stop()
    await server.stop()
    await rm(files, { recursive: true })
  }
}

function measure(
  { contenders: all, disk, quick, rounds, say }: Stage,
  urls: readonly string[],
  read: (cost: Cost) => Reading,
): Promise<Row[]> {
  const everyone = quick
    ? [all.rillApp, all.aria2]
    : [all.rillApp, all.rillGet, all.rillGetByElectron, all.aria2, all.curl, all.wget2]
  const entrants = present<Contender>(everyone).map((contender) => ({
    ...{ contender: contender.name, version: contender.version, command: contender.listCommand },
    measure: async () => read(await fetchAll(contender, urls, disk)),
  }))
  return interleave(entrants, rounds, say)
}

/** Has all of them fetched, throws unless each is there in its length, and deletes them. */
async function fetchAll(
  contender: Contender,
  urls: readonly string[],
  into: string,
): Promise<Cost> {
  const dir = await mkdtemp(join(into, 'fetch-'))
  try {
    const cost = await contender.fetchList?.({ urls, dir, jobs: JOBS })
    if (cost === undefined) throw new Error('takes no lists')
    for (const url of urls) {
      const { size } = await stat(join(dir, basename(url)))
      if (size !== SMALL_BYTES) throw new Error(`${basename(url)} has ${size} bytes`)
    }
    return cost
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 10 })
  }
}

function manyUrls(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    return `${folder}/${String(index).padStart(6, '0')}.bin`
  })
}
