import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runServer } from '../../test/real-servers/run-server'
import { present } from '../contenders'
import type { Contender } from '../contenders/contender'
import { fetchChecked } from '../fetch-checked'
import { type Entrant, interleave } from '../interleave'
import type { Metric, Section } from '../report/section'
import { hasRoom, needRoom } from '../room'
import { fastNginx } from '../servers/fast-nginx'
import { writeStampedFile } from '../servers/stamped-file'
import type { Stage } from '../workload'

const MIB = 1024 ** 2
const GIB = 1024 ** 3
const CONNECTIONS = 16

const METRICS: readonly Metric[] = [
  { name: 'time', unit: 's', better: 'less' },
  { name: 'CPU a GiB', unit: 's', better: 'less' },
  { name: 'memory', unit: 'bytes', better: 'less' },
]

/**
 * One big file over loopback: to the disk, over TLS to the disk, to memory; and a smaller one to
 * memory, which a virtual machine need not ask of its host anew.
 */
export async function big(stage: Stage): Promise<Section[]> {
  const { quick, disk, memory } = stage
  const lengthBytes = quick ? 16 * MIB : 4 * GIB
  const smallerBytes = lengthBytes / 4
  // The file itself and one copy, which may not have reached the disk when the next one comes.
  needRoom(disk, 3 * lengthBytes + smallerBytes)
  const files = await mkdtemp(join(disk, 'big-'))
  const servers = {
    plain: await runServer(fastNginx({ files })),
    tls: await runServer(fastNginx({ files, tls: true })),
  }
  try {
    await writeStampedFile(join(files, 'big.bin'), lengthBytes)
    await writeStampedFile(join(files, 'smaller.bin'), smallerBytes)
    const plainUrl = servers.plain.url('/big.bin')
    const tlsUrl = servers.tls.url('/big.bin').replace('http://127.0.0.1', 'https://localhost')
    const sections = [
      await measure(stage, 'to the disk', { url: plainUrl, into: disk, lengthBytes }),
      await measure(stage, 'over TLS to the disk', { url: tlsUrl, into: disk, lengthBytes }),
    ]
    if (quick) return sections
    if (memory === null || !hasRoom(memory, lengthBytes)) {
      stage.say('no room for a file in memory')
      return sections
    }
    const inMemory = { url: plainUrl, into: memory, lengthBytes }
    const smaller = {
      url: servers.plain.url('/smaller.bin'),
      into: memory,
      lengthBytes: smallerBytes,
    }
    return [
      ...sections,
      await measure(stage, 'to memory', inMemory),
      await measure(stage, 'to memory', smaller),
    ]
  } finally {
    await Promise.all([servers.plain.stop(), servers.tls.stop()])
    await rm(files, { recursive: true })
  }
}

interface Work {
  readonly url: string
  readonly lengthBytes: number
  readonly into: string
}

async function measure(stage: Stage, how: string, work: Work): Promise<Section> {
  const title = `One file of ${size(work.lengthBytes)}, ${how}`
  stage.say(title)
  const entrants = everyone(stage).map((contender) => entrant(contender, work))
  const rows = await interleave(entrants, stage.rounds, stage.say)
  const about =
    'nginx on the same machine, without limits; 16 connections for tools that use several. ' +
    "Programs: from start to end, memory of the process. Rill and Chromium's: from the command to " +
    'the news of the end, CPU of all their processes, memory of the main one, which also has a window.'
  return { title, about, metrics: METRICS, rows }
}

function entrant(contender: Contender, { url, lengthBytes, into }: Work): Entrant {
  const { name, version, fileCommand } = contender
  return {
    ...{ contender: name, version, command: fileCommand },
    async measure() {
      const fetch = { url, lengthBytes, connections: CONNECTIONS, into }
      const { seconds, cpuSeconds, peakBytes } = await fetchChecked(contender, fetch)
      const perGib = cpuSeconds / (lengthBytes / GIB)
      return { time: seconds, 'CPU a GiB': perGib, memory: peakBytes }
    },
  }
}

function everyone({ contenders: all }: Stage): Contender[] {
  return present<Contender>([
    ...[all.rillApp, all.rillGet, all.rillGetByElectron],
    ...[all.curl, all.aria2, all.aria2Defaults, all.wget2, all.axel],
    ...[all.ipull, all.nodeDownloaderHelper, all.chromium],
  ])
}

function size(bytes: number): string {
  return bytes < GIB ? `${bytes / MIB} MiB` : `${bytes / GIB} GiB`
}
