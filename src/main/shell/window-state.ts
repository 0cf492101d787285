import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const stateSchema = z.object({
  /** The window's last position, in device-independent pixels. */
  bounds: z
    .object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() })
    .nullable()
    .catch(null),
  maximized: z.boolean().catch(false),
  /** Whether Rill has explained that closing the window does not stop downloads. */
  closeHintGiven: z.boolean().catch(false),
})

type State = z.infer<typeof stateSchema>

/**
 * The window's state between starts, in a small JSON file. It is not worth an error: an unreadable
 * file counts as empty, and state that cannot be written lasts until quit.
 */
export class WindowState {
  readonly #file: string
  #state: State

  constructor(file: string) {
    this.#file = file
    this.#state = read(file)
  }

  get(): Readonly<State> {
    return this.#state
  }

  update(patch: Partial<State>): void {
    this.#state = { ...this.#state, ...patch }
    try {
      writeFileSync(`${this.#file}.new`, JSON.stringify(this.#state))
      renameSync(`${this.#file}.new`, this.#file)
    } catch (error) {
      console.error(`The window's state cannot be written to ${this.#file}:`, error)
    }
  }
}

function read(file: string): State {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // The first start, or a broken file: a window's position is no great loss.
    return stateSchema.parse({})
  }
}
