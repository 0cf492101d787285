import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runServer } from '../../test/real-servers/run-server'
import { type Program, programContender } from '../contenders/program'
import { ARIA2_MANY, CURL, RILL_GET } from '../contenders/programs'
import { fetchChecked } from '../fetch-checked'
import { type Entrant, interleave } from '../interleave'
import { mergeRows } from '../merge-rows'
import type { Metric, Section } from '../report/section'
import { needRoom } from '../room'
import { fastNginx } from '../servers/fast-nginx'
import { writeStampedFile } from '../servers/stamped-file'
import { traceFlags, traceTotals } from '../trace'
import type { Stage } from '../workload'

const MIB = 1024 ** 2
const GIB = 1024 ** 3
const CONNECTIONS = 16

const METRICS: readonly Metric[] = [
  { name: 'time', unit: 's', better: 'less' },
  { name: 'without flushes', unit: 's', better: 'less' },
  { name: 'flushes a GiB', unit: 'count', better: 'less' },
  { name: 'in flushes, a GiB', unit: 's', better: 'less' },
  { name: 'written beside, a GiB', unit: 'bytes', better: 'less' },
]

/** What it costs to be able to go on after a crash: flushes, notes, and the time they take. */
export async function durability(stage: Stage): Promise<Section[]> {
  const { quick, disk, rounds, say } = stage
  const lengthBytes = (quick ? 4 : 2048) * MIB
  needRoom(disk, 2 * lengthBytes)
  const files = await mkdtemp(join(disk, 'durability-'))
  const server = await runServer(fastNginx({ files }))
  const trace = join(files, 'trace')
  try {
    await writeStampedFile(join(files, 'big.bin'), lengthBytes)
    const fetch = { url: server.url('/big.bin'), lengthBytes, connections: CONNECTIONS, into: disk }
    const timeOf = async (program: Program): Promise<number> => {
      const contender = programContender(program)
      if (contender === null) throw new Error('is not to be had here')
      return (await fetchChecked(contender, fetch)).seconds
    }
    say('What durability costs')
    const plain = PROGRAMS.map((program) =>
      entrant(program, async () => ({ time: await timeOf(program) })),
    )
    const careless = PROGRAMS.map((program) =>
      entrant(program, async () => ({ 'without flushes': await timeOf(carelessly(program)) })),
    )
    const traced = PROGRAMS.map((program) =>
      entrant(program, async () => {
        await timeOf(tracedBy(program, trace))
        const totals = traceTotals(await readFile(trace, 'utf8'), 'big.bin')
        const gibs = lengthBytes / GIB
        return {
          'flushes a GiB': totals.flushes / gibs,
          'in flushes, a GiB': totals.flushSeconds / gibs,
          'written beside, a GiB': totals.besideBytes / gibs,
        }
      }),
    )
    // In one go, so that with and without are measured in turns.
    const rows = await interleave([...plain, ...careless, ...traced], rounds, say)
    return [
      {
        title: `Durability of ${lengthBytes / MIB} MiB by 16 connections, to the disk`,
        about:
          'Without flushes: the same under eatmydata, which makes fsync and the like do nothing; ' +
          'what that saves is what checkpoints cost. Counts and bytes are those that strace sees, ' +
          'in a run of its own; flushes wait in other threads than those that fetch. Beside is all ' +
          'that is not the file: the store with its log, a control file.',
        metrics: METRICS,
        rows: mergeRows([rows]),
      },
    ]
  } finally {
    await server.stop()
    await rm(files, { recursive: true })
  }
}

const PROGRAMS: readonly Program[] = [RILL_GET, ARIA2_MANY, CURL]

function carelessly(program: Program): Program {
  return {
    ...program,
    words: ['eatmydata', ...program.words],
    versionWords: ['eatmydata', ...program.versionWords],
  }
}

function tracedBy(program: Program, trace: string): Program {
  return {
    ...program,
    words: ['strace', ...traceFlags(trace), ...program.words],
    versionWords: ['strace', '-V'],
  }
}

function entrant(program: Program, measure: Entrant['measure']): Entrant {
  const contender = programContender(program)
  const command = contender?.fileCommand ?? ''
  return { contender: program.name, version: contender?.version ?? '', command, measure }
}
