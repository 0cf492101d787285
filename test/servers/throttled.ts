import type { Handler } from './exchange'
import type { FileBody } from './file-body'
import { type FileOptions, goodServer } from './good-server'

/** A good server that is slow: so many bytes a second on each connection. */
export function throttled(file: FileBody, bytesPerSec: number, options: FileOptions = {}): Handler {
  return goodServer(file, { ...options, bytesPerSec })
}
