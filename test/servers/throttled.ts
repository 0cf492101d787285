import type { FileBody } from './file-body'
import { type FileOptions, goodServer } from './good-server'
import type { Handler } from './start-server'

/** A good server that is slow: so many bytes a second on each connection. */
export function throttled(file: FileBody, bytesPerSec: number, options: FileOptions = {}): Handler {
  return goodServer(file, { ...options, bytesPerSec })
}
