import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DownloadView } from '../../src/shared/download'
import { startRealEngine } from '../engine-real/start-real-engine'
import { type FileBody, fileBody, Gate } from '../servers'
import { answerWithFile, LAST_MODIFIED } from '../servers/good-server'
import { serve } from '../servers/serve'

const KIB = 1024
const MIB = 1024 * KIB
const LENGTH_BYTES = 5 * MIB + 11

/** By what a version tells itself from others, and how much longer than the first one it is. */
interface Version {
  readonly etag: 'strong' | 'weak' | 'weak for all' | 'none'
  readonly date: 'its own' | 'the same' | 'none'
  readonly longerBytes: number
}

/** What happens when the server has sent so many further bytes. */
interface Stage {
  readonly afterBytes: number
  readonly does: 'runs on' | 'holds' | 'lets go' | 'restarts'
  /** What the link leads to from now on; null leaves it. */
  readonly becomes: Version | null
}

const version: fc.Arbitrary<Version> = fc.record({
  etag: fc.constantFrom('none', 'weak', 'weak for all', 'strong'),
  date: fc.constantFrom('none', 'the same', 'its own'),
  longerBytes: fc.constantFrom(0, 0, 0, MIB / 2, -MIB / 2),
})

const stage: fc.Arbitrary<Stage> = fc.record({
  afterBytes: fc.integer({ min: 0, max: 2 * MIB }),
  does: fc.constantFrom('runs on', 'holds', 'lets go', 'restarts'),
  becomes: fc.option(version),
})

const story = fc.record({
  first: version,
  stages: fc.array(stage, { minLength: 1, maxLength: 4 }),
  connections: fc.constantFrom(1, 4),
  restartBelowBytes: fc.constantFrom(0, 8 * MIB),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

const bodies = new Map<number, FileBody>()

/** The file of the `order`-th version: no two have a byte in common but by chance. */
function bodyOf({ longerBytes }: Version, order: number): FileBody {
  const key = order * 4 * MIB + longerBytes
  const body = bodies.get(key) ?? fileBody(400 + order, LENGTH_BYTES + longerBytes)
  bodies.set(key, body)
  return body
}

function headersOf({ etag, date }: Version, order: number) {
  const etags = { strong: `"${order}"`, weak: `W/"${order}"`, 'weak for all': 'W/"0"', none: null }
  const own = new Date(LAST_MODIFIED.getTime() + order * 60_000)
  const dates = { 'its own': own, 'the same': LAST_MODIFIED, none: null }
  return { etag: etags[etag], lastModified: dates[date] }
}

/** Lets a story happen to a download. Returns the versions that there were, and how it ended. */
async function happen({ first, stages, connections, restartBelowBytes }: Story) {
  const versions = [first]
  const gate = new Gate(stages[0]?.afterBytes ?? 0)
  const server = await serve((exchange) => {
    const order = versions.length - 1
    const current = versions[order] ?? first
    const options = { ...headersOf(current, order), gate }
    return answerWithFile(exchange, bodyOf(current, order), options)
  })
  const start = {
    policy: { pauseGraceMs: 0, restartBelowBytes },
    settings: { connectionsPerDownload: connections },
  }
  let rill = await startRealEngine(start)
  const { id } = rill.add(server.url('/x'))
  for (const [order, { does, becomes }] of stages.entries()) {
    await Promise.race([gate.held(), rill.ended(id)])
    if (does === 'holds' || does === 'lets go') rill.engine.control.pause([id])
    if (does === 'lets go') await rill.until(id, (view) => view.connections === 0)
    if (does === 'restarts') await rill.stop()
    if (becomes !== null) versions.push(becomes)
    if (does === 'restarts') rill = await startRealEngine({ ...start, after: rill })
    rill.engine.control.resume([id])
    gate.open(stages[order + 1]?.afterBytes)
  }
  const view = await rill.ended(id)
  return { versions, rill, view }
}

/** The bytes under the final name; null if there are none. */
function finalBytes({ dir, name }: DownloadView): Buffer | null {
  const path = join(dir, name)
  return existsSync(path) ? readFileSync(path) : null
}

/** Of which versions a file has bytes, told MiB by MiB. */
function origins(bytes: Buffer, versions: readonly Version[]): string {
  const steps = Array.from({ length: Math.ceil(bytes.byteLength / (MIB / 4)) }, (_, step) => {
    const start = (step * MIB) / 4
    return versions.findIndex((one, order) =>
      bodyOf(one, order)
        .read(start, start + 16)
        .equals(bytes.subarray(start, start + 16)),
    )
  })
  return steps.join(' ')
}

/** Throws unless a file is one of the versions to the last byte. */
function expectOneOf(versions: readonly Version[], bytes: Buffer | null): void {
  if (bytes === null) throw new Error('there is no file')
  const isVersion = versions.some((one, order) => {
    const body = bodyOf(one, order)
    return bytes.equals(body.read(0, body.lengthBytes))
  })
  if (!isVersion) throw new Error(`mixed: ${origins(bytes, versions)}`)
}

const calm: Version = { etag: 'none', date: 'none', longerBytes: 0 }
const changesAsItRuns: Story = {
  first: calm,
  stages: [{ afterBytes: 1, does: 'runs on', becomes: calm }],
  connections: 4,
  restartBelowBytes: 0,
}
const isLong = process.env.RILL_CRASH !== undefined

describe('a link whose file changes under a download', () => {
  it('ends in one version, byte for byte, or in no file', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const { versions, rill, view } = await happen(told)
        if (view.state === 'completed') expectOneOf(versions, finalBytes(view))
        else {
          expect(view.state).toBe('failed')
          // A version that lost its validators cannot be asked for by them.
          expect(['file-changed', 'range-ignored']).toContain(view.error?.code)
          expect(finalBytes(view)).toBeNull()
          rill.engine.control.retry([view.id])
          const again = await rill.ended(view.id)
          expect(again).toMatchObject({ state: 'completed' })
          expectOneOf(versions, finalBytes(again))
        }
        await rill.stop()
      }),
      { numRuns: isLong ? 300 : 12, endOnFailure: !isLong, examples: [[changesAsItRuns]] },
    )
  })

  it.each(['stops', 'pauses'] as const)(
    'is noticed where two connections have met before the engine %s',
    async (way) => {
      const first = new Gate(64 * KIB)
      const others = [1, 2, 3].map(() => new Gate(256 * KIB))
      const later = new Gate(0)
      // The first answer is of one version, all others are of another.
      const server = await serve((exchange) => {
        const { order } = exchange.record
        const gate = [first, ...others][order] ?? later
        return answerWithFile(exchange, bodyOf(calm, Math.min(order, 1)), {
          ...headersOf(calm, order),
          gate,
        })
      })
      const policy = { pauseGraceMs: 0, restartBelowBytes: 0 }
      const start = { policy, settings: { connectionsPerDownload: 4 } }
      let rill = await startRealEngine(start)
      const { id } = rill.add(server.url('/x'))
      await server.waitForRequest(({ order }) => order === 3)
      await Promise.all(others.map((gate) => gate.held()))
      first.open()
      // Of what the others send, so much each may be from before their beginning, and is compared.
      const edgeBytes = 64 * KIB
      const starts = server.requests.slice(1).map(({ range }) => range?.start ?? 0)
      const heldBytes = Math.min(...starts) + edgeBytes + 3 * (256 * KIB - edgeBytes)
      // A checkpoint may notice it even earlier.
      const isThere = await rill.until(
        id,
        ({ doneBytes, state }) => doneBytes >= heldBytes || state === 'failed',
      )
      expect(isThere.error?.code ?? 'file-changed').toBe('file-changed')
      if (way === 'pauses') {
        rill.engine.control.pause([id])
        await rill.until(id, ({ connections }) => connections === 0)
      } else {
        await rill.stop()
        rill = await startRealEngine({ ...start, after: rill })
      }
      for (const gate of [...others, later]) gate.open()
      rill.engine.control.resume([id])
      const view = await rill.ended(id)
      if (view.state === 'completed') expectOneOf([calm, calm], finalBytes(view))
      else expect(finalBytes(view)).toBeNull()
    },
  )
})
