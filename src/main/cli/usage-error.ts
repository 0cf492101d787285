/** A command line, or a file of links, that Rill does not understand. The message holds no secret. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
