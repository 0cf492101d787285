import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runServer } from '../../test/real-servers/run-server'
import { present } from '../contenders'
import type { Contender } from '../contenders/contender'
import { fetchChecked } from '../fetch-checked'
import { interleave } from '../interleave'
import { mergeRows } from '../merge-rows'
import type { Reading, Row, Section } from '../report/section'
import { fastNginx } from '../servers/fast-nginx'
import { Line } from '../servers/line'
import { writeStampedFile } from '../servers/stamped-file'
import type { Stage } from '../workload'

const MIB = 1024 ** 2
const CONNECTION_BYTES_PER_SEC = 8 * MIB

/** What more connections bring where each is limited. */
export async function scaling(stage: Stage): Promise<Section[]> {
  const { quick, contenders: all } = stage
  const lengthBytes = (quick ? 4 : 128) * MIB
  const counts = quick ? [4] : [1, 4, 16]
  const several = quick
    ? [all.rillApp, all.aria2]
    : [all.rillApp, all.rillGet, all.aria2, all.axel, all.ipull]
  const files = await mkdtemp(join(stage.disk, 'scaling-'))
  const server = await runServer(fastNginx({ files }))
  const line = await Line.start(server.port, { connectionBytesPerSec: CONNECTION_BYTES_PER_SEC })
  try {
    await writeStampedFile(join(files, 'file.bin'), lengthBytes)
    const tables: Row[][] = []
    for (const connections of counts) {
      stage.say(`By so many limited connections: ${connections}`)
      const single = connections === 1 ? [all.curl, all.wget2] : []
      const idealSeconds = lengthBytes / (connections * CONNECTION_BYTES_PER_SEC)
      const entrants = present<Contender>([...several, ...single]).map((contender) => ({
        ...{ contender: contender.name, version: contender.version },
        command: contender.fileCommand,
        async measure(): Promise<Reading> {
          const fetch = { url: line.url('/file.bin'), lengthBytes, connections }
          const { seconds } = await fetchChecked(contender, { ...fetch, into: stage.disk })
          return { [title(connections)]: seconds / idealSeconds }
        },
      }))
      tables.push(await interleave(entrants, stage.rounds, stage.say))
    }
    return [
      {
        title: `A file of ${lengthBytes / MIB} MiB at 8 MiB/s a connection: time beside the ideal`,
        about:
          'Each connection is limited between client and nginx; the ideal is as many times as fast as there are ' +
          'connections, from the start to the end: 1 cannot be beaten.',
        metrics: counts.map((connections) => ({
          ...{ name: title(connections), unit: 'times', better: 'less' },
        })),
        rows: mergeRows(tables),
      },
    ]
  } finally {
    await line.stop()
    await server.stop()
    await rm(files, { recursive: true })
  }
}

function title(connections: number): string {
  return connections === 1 ? '1 connection' : `${connections} connections`
}
