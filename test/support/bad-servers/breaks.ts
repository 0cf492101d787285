import {
  type FileBody,
  type FileOptions,
  type Gate,
  goodServer,
  type Handler,
  heldUntilJoined,
  inTurn,
} from '../../servers'
import { FILE, MIB, MIDDLE } from './files'

/** Breaks off in its first answer, and answers as `after` does from then on. */
export function breaksThen(
  after: Handler,
  { file = FILE, atBytes = MIDDLE, first = goodServer }: BreaksOptions = {},
): Handler {
  return inTurn(first(file, { cut: { afterBytes: atBytes, how: 'close' } }), after)
}

interface BreaksOptions {
  readonly file?: FileBody
  readonly atBytes?: number
  readonly first?: typeof goodServer
}

/** Its first answer is good, but waits in the middle until others were answered, as `others` does. */
export function joinedBy(others: Handler, file = FILE, options: FileOptions = {}): Handler {
  const first = (gate: Gate): Handler => goodServer(file, { ...options, gate })
  return heldUntilJoined(MIB, PATIENCE_MS, first, others)
}

const PATIENCE_MS = 1000
