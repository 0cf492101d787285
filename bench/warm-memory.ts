import { spawnSync } from 'node:child_process'

const PIECE_BYTES = 2 ** 28

const SCRIPT = `
const pieces = []
for (let left = Number(process.argv[1]); left > 0; left -= ${PIECE_BYTES}) {
  pieces.push(Buffer.alloc(Math.min(left, ${PIECE_BYTES}), 1))
}`

/**
 * Uses so many bytes of memory and gives them back. Memory that a virtual machine has not touched for
 * a while may be with its host, and who touches it first waits for it: without this, that would
 * be the one whose turn comes after a pause.
 */
export function warmMemory(bytes: number): void {
  const { status, error } = spawnSync(process.execPath, ['-e', SCRIPT, String(bytes)])
  if (status !== 0) throw error ?? new Error(`warming memory ended with ${status}`)
}
