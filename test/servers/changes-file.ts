import type { Handler } from './exchange'
import type { FileBody } from './file-body'
import { answerWithFile, type FileOptions } from './good-server'

interface ChangingHandler extends Handler {
  /** From now on serves the other file, with its own ETag and date. */
  change(): void
}

/** A good server that replaces its file on command. */
export function changesFile(
  before: FileBody,
  after: FileBody,
  options: FileOptions = {},
): ChangingHandler {
  let changed = false
  const handler: Handler = (exchange) =>
    changed
      ? answerWithFile(exchange, after, {
          ...options,
          lastModified: new Date('2026-02-03T04:05:06Z'),
        })
      : answerWithFile(exchange, before, options)
  return Object.assign(handler, {
    change() {
      changed = true
    },
  })
}
