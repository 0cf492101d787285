import { parseRange } from '../servers/parse-range'
import type { LoggedRequest } from './server-kind'

/** Reads `STATUS|BODY BYTES|RANGE|IF-RANGE|PATH`, where a dash means none. */
export function readLogLine(line: string): LoggedRequest {
  const [status = '', bodyBytes = '', range, ifRange, ...path] = line.split('|')
  return {
    status: Number(status),
    bodyBytes: bodyBytes === '-' ? 0 : Number(bodyBytes),
    range: parseRange(none(range)),
    ifRange: none(ifRange)?.replaceAll('\\"', '"') ?? null,
    path: path.join('|'),
  }
}

const none = (field: string | undefined): string | undefined =>
  field === '-' || field === '' ? undefined : field
