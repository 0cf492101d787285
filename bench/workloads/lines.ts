import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type RunningServer, runServer } from '../../test/real-servers/run-server'
import { present } from '../contenders'
import type { Contender } from '../contenders/contender'
import { fetchChecked } from '../fetch-checked'
import { interleave } from '../interleave'
import { mergeRows } from '../merge-rows'
import type { Metric, Reading, Row, Section } from '../report/section'
import { fastNginx } from '../servers/fast-nginx'
import { Line } from '../servers/line'
import type { LineCondition } from '../servers/line-condition'
import { writeStampedFile } from '../servers/stamped-file'
import type { Stage } from '../workload'

const MIB = 1024 ** 2
const CONNECTIONS = 16
const TAIL = 0.05

/** Of a connection, and of sixteen. */
const LANE_BYTES_PER_SEC = 4 * MIB
const LINE_BYTES_PER_SEC = CONNECTIONS * LANE_BYTES_PER_SEC

const LANE: LineCondition = { connectionBytesPerSec: LANE_BYTES_PER_SEC }

/** By name. All of them let sixteen good connections have the same speed together. */
const CONDITIONS: Readonly<Record<string, LineCondition>> = {
  '4 MiB/s a connection': LANE,
  '64 MiB/s a host': { hostBytesPerSec: LINE_BYTES_PER_SEC },
  '40 ms away': { roundTripMs: 40, windowBytes: LANE_BYTES_PER_SEC * 0.04 },
  'one in eight slow': { ...LANE, slow: { every: 8, bytesPerSec: LANE_BYTES_PER_SEC / 16 } },
  'one in a hundred reset': { ...LANE, reset: { every: 100, afterBytes: MIB } },
}

/** A file by 16 connections over lines with limits and faults: time and tail beside the ideal. */
export async function lines(stage: Stage): Promise<Section[]> {
  const lengthBytes = (stage.quick ? 4 : 256) * MIB
  const files = await mkdtemp(join(stage.disk, 'lines-'))
  const server = await runServer(fastNginx({ files }))
  try {
    await writeStampedFile(join(files, 'file.bin'), lengthBytes)
    const tables: Row[][] = []
    for (const name of Object.keys(CONDITIONS)) {
      stage.say(`Over a line: ${name}`)
      tables.push(await measure(stage, name, server, lengthBytes))
    }
    return sections(mergeRows(tables), lengthBytes)
  } finally {
    await server.stop()
    await rm(files, { recursive: true })
  }
}

async function measure(
  stage: Stage,
  name: string,
  server: RunningServer,
  lengthBytes: number,
): Promise<Row[]> {
  const line = await Line.start(server.port, CONDITIONS[name] ?? {})
  const work = { line, url: line.url('/file.bin'), lengthBytes, into: stage.disk }
  try {
    const entrants = everyone(stage).map((contender) => ({
      ...{ contender: contender.name, version: contender.version, command: contender.fileCommand },
      async measure(): Promise<Reading> {
        const { time, lastByte, finished } = await measureOne(contender, work)
        return { [name]: time, [lastByteOf(name)]: lastByte, [finishedOf(name)]: finished }
      },
    }))
    return await interleave(entrants, stage.rounds, stage.say)
  } finally {
    await line.stop()
  }
}

interface Work {
  readonly line: Line
  readonly url: string
  readonly lengthBytes: number
  readonly into: string
}

/** The time and its last part, to the last byte and to the end, as multiples of what they could be. */
async function measureOne(
  contender: Contender,
  { line, url, lengthBytes, into }: Work,
): Promise<{ time: number; lastByte: number; finished: number }> {
  const idealSeconds = lengthBytes / LINE_BYTES_PER_SEC
  // Forgets what a failed one has left.
  await line.carried(0)
  const fetch = { url, lengthBytes, connections: CONNECTIONS, into }
  const { seconds, endedAtMs } = await fetchChecked(contender, fetch)
  const { atMs, lastMs } = await line.carried(lengthBytes * (1 - TAIL))
  const tail = (untilMs: number | null): number =>
    ((untilMs ?? Number.NaN) - (atMs ?? Number.NaN)) / 1000 / (idealSeconds * TAIL)
  return { time: seconds / idealSeconds, lastByte: tail(lastMs), finished: tail(endedAtMs) }
}

function everyone({ contenders: all, quick }: Stage): Contender[] {
  if (quick) return present<Contender>([all.rillApp, all.aria2])
  return present<Contender>([all.rillApp, all.rillGet, all.aria2, all.axel, all.ipull])
}

function sections(rows: readonly Row[], lengthBytes: number): Section[] {
  const names = Object.keys(CONDITIONS)
  const file = `A file of ${lengthBytes / MIB} MiB by 16 connections`
  return [
    {
      title: `${file}: time beside the ideal`,
      about:
        'Each line lets sixteen good connections have 64 MiB/s together, and the ideal is all of ' +
        'that from the start to the end: 1 cannot be beaten. What the line does is done by a process ' +
        'between client and nginx.',
      metrics: names.map((name) => timesIdeal(name)),
      rows,
    },
    {
      title: `${file}: the last 5 % beside the ideal, until the last byte had passed the line`,
      about:
        'From the moment when as many bytes as make 95 % of the file had passed: what connections ' +
        'cost that have nothing left to do, or that nobody waits for in time.',
      metrics: names.map((name) => timesIdeal(lastByteOf(name))),
      rows: rows.map((row) => ({ ...row, failure: null })),
    },
    {
      title: `${file}: the last 5 % beside the ideal, until the file was finished`,
      about:
        'The same up to the end of the program, or to the word of the window. Before that Rill ' +
        'flushes the file, its record and its name to the disk, so that a power cut takes back none ' +
        'of them; no other of these does.',
      metrics: names.map((name) => timesIdeal(finishedOf(name))),
      rows: rows.map((row) => ({ ...row, failure: null })),
    },
  ]
}

function timesIdeal(name: string): Metric {
  return { name, unit: 'times', better: 'less' }
}

function lastByteOf(name: string): string {
  return `to the last byte, ${name}`
}

function finishedOf(name: string): string {
  return `to the end, ${name}`
}
