import type { Exchange, Handler } from './exchange'
import type { FileBody } from './file-body'

/** How the connection ends: a close, a reset, or silence. */
export type Ending = 'close' | 'reset' | 'silence'

/** Writes the bytes to the connection as they are, valid HTTP or not. */
export function rawAnswer(bytes: string | Uint8Array, ending: Ending = 'close'): Handler {
  return ({ response }) => writeRaw(response, [bytes], ending)
}

/** Writes a raw head and then `bytes` of the file, whatever length the head announces. */
export function rawBody(
  file: FileBody,
  { head, bytes = file.lengthBytes, ending = 'close' }: RawBodyOptions,
): Handler {
  return ({ response }) => writeRaw(response, [head, file.read(0, bytes)], ending)
}

interface RawBodyOptions {
  readonly head: string
  readonly bytes?: number
  readonly ending?: Ending
}

/** The head of a response as it is transmitted. */
export function rawHead(statusLine: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${statusLine}\r\n${lines.join('')}\r\n`
}

const RESET_AFTER_MS = 50

function writeRaw(
  { socket }: Exchange['response'],
  parts: readonly (string | Uint8Array)[],
  ending: Ending,
): void {
  if (socket === null) return
  for (const part of parts) socket.write(part, 'latin1')
  if (ending === 'close') socket.end()
  // Only after everything has arrived: a reset discards bytes in flight.
  else if (ending === 'reset') {
    socket.write('', () => setTimeout(() => socket.resetAndDestroy(), RESET_AFTER_MS))
  }
}
