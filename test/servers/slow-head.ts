import type { Handler } from './exchange'
import type { FileBody } from './file-body'
import { rawHead } from './raw-answer'

/** Sends the head of its response a few bytes at a time, then the whole file. */
export function slowHead(file: FileBody, { pieceBytes = 8, pauseMs = 10 } = {}): Handler {
  return async ({ response: { socket }, closed, sleep }) => {
    const head = rawHead('HTTP/1.1 200 OK', {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(file.lengthBytes),
      Connection: 'close',
    })
    for (let at = 0; at < head.length && !closed.aborted; at += pieceBytes) {
      socket?.write(head.slice(at, at + pieceBytes))
      await sleep(pauseMs)
    }
    socket?.end(file.read(0, file.lengthBytes))
  }
}

/** Sends a head without end, line by line. */
export function endlessHead(pauseMs = 50): Handler {
  return async ({ response: { socket }, closed, sleep }) => {
    socket?.write('HTTP/1.1 200 OK\r\n')
    for (let line = 0; !closed.aborted; line += 1) {
      socket?.write(`X-Line-${line}: more to come\r\n`)
      await sleep(pauseMs)
    }
  }
}
