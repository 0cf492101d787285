/** Tells the person at the terminal what set-up does, and why, in one line. */
export function say(line) {
  process.stdout.write(`rill set-up: ${line}\n`)
}

/** A set-up step that cannot go on: the message says what to do. */
export class SetupError extends Error {
  name = 'SetupError'
}
