import type { Handler } from './exchange'
import type { FileBody } from './file-body'
import { type FileOptions, goodServer } from './good-server'

/** A good server with a speed limit, in bytes per second per connection. */
export function throttled(file: FileBody, bytesPerSec: number, options: FileOptions = {}): Handler {
  return goodServer(file, { ...options, bytesPerSec })
}
