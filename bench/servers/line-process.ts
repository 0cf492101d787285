// A line: a process between clients and a server, apart from both so that it slows down neither.
// Arguments: the server's port, the condition as JSON. Tells its own port, then answers questions.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { Bucket, Lane } from './lane'
import type { CarriedAnswer, CarriedQuestion, LineCondition } from './line-condition'

/** The first of those that are slow or reset, so that a handful of connections has one of them. */
const FIRST_BAD = 3

const [targetPort = '', conditionText = '{}'] = process.argv.slice(2)
const condition = JSON.parse(conditionText) as LineCondition
const { roundTripMs = 0, windowBytes, connectionBytesPerSec, hostBytesPerSec } = condition
const { slow, reset } = condition
const bucketOf = (bytesPerSec: number | undefined): Bucket | null =>
  bytesPerSec === undefined ? null : new Bucket(bytesPerSec)
const host = bucketOf(hostBytesPerSec)
let connections = 0
let carried: { readonly atMs: number; readonly bytes: number }[] = []
let carriedBytes = 0

const server = createServer({ allowHalfOpen: true, noDelay: true }, relay)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.send?.((server.address() as AddressInfo).port)
process.on('disconnect', () => process.exit())
process.on('message', ({ bytes }: CarriedQuestion) => {
  const answer: CarriedAnswer = {
    atMs: carried.find((moment) => moment.bytes >= bytes)?.atMs ?? null,
    lastMs: carried.at(-1)?.atMs ?? null,
  }
  carried = []
  carriedBytes = 0
  process.send?.(answer)
})

function relay(client: Socket): void {
  connections += 1
  const order = connections
  const isOneOf = (every: number): boolean => order % every === FIRST_BAD % every
  const buckets = [
    host,
    bucketOf(slow !== undefined && isOneOf(slow.every) ? slow.bytesPerSec : connectionBytesPerSec),
  ].filter((bucket) => bucket !== null)
  const upstream = connect({ port: Number(targetPort), host: '127.0.0.1', noDelay: true })
  // The handshake of this connection went by without any delay: it is made up for here.
  new Lane(client, upstream, { delayMs: roundTripMs / 2, headStartMs: roundTripMs })
  new Lane(upstream, client, {
    delayMs: roundTripMs / 2,
    buckets,
    ...(windowBytes !== undefined && { windowBytes }),
    passed: (bytes) => note(bytes),
    ...(reset !== undefined && isOneOf(reset.every) && { resetAfterBytes: reset.afterBytes }),
  })
}

function note(bytes: number): void {
  carriedBytes += bytes
  carried.push({ atMs: performance.timeOrigin + performance.now(), bytes: carriedBytes })
}
