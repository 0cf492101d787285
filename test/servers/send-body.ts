import type { Exchange } from './exchange'
import type { FileBody } from './file-body'
import type { Gate } from './gate'

export interface BodyOptions {
  /** Wait whenever the responses that share this gate have sent what it allows. */
  readonly gate?: Gate
  /** Speed of one connection, in bytes per second. */
  readonly bytesPerSec?: number
  /** Break off after this many bytes of the response, by a close or a reset. */
  readonly cut?: { readonly afterBytes: number; readonly how: 'close' | 'reset' }
}

const CHUNK_BYTES = 64 * 1024

/** A limited response sends this many lumps per second. */
const LUMPS_PER_SEC = 20

/** Sends `[start, end)` of a file as the body of a response whose head is set, and ends it. */
export async function sendBody(
  { response, record, closed, sleep }: Exchange,
  file: FileBody,
  start: number,
  end: number,
  { gate, bytesPerSec, cut }: BodyOptions = {},
): Promise<void> {
  const lump = bytesPerSec ? Math.max(1, Math.ceil(bytesPerSec / LUMPS_PER_SEC)) : CHUNK_BYTES
  const stop = cut ? Math.min(end, start + cut.afterBytes) : end
  response.flushHeaders()
  for (let at = start; at < stop && !closed.aborted; ) {
    const wanted = Math.min(lump, CHUNK_BYTES, stop - at)
    const granted = gate ? await gate.take(wanted, closed) : wanted
    if (granted === 0) return
    const fits = response.write(file.read(at, at + granted))
    record.bytesSent += granted
    at += granted
    if (!fits) await drained({ response, closed })
    if (bytesPerSec) await sleep((granted / bytesPerSec) * 1000)
  }
  if (closed.aborted) return
  if (cut && stop < end) breakOff(response, cut.how)
  else response.end()
}

function drained({ response, closed }: Pick<Exchange, 'response' | 'closed'>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done)
      closed.removeEventListener('abort', done)
      resolve()
    }
    response.on('drain', done)
    closed.addEventListener('abort', done)
  })
}

function breakOff(response: Exchange['response'], how: 'close' | 'reset'): void {
  if (how === 'close') response.socket?.end()
  else response.socket?.resetAndDestroy()
}
