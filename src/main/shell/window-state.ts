import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const memorySchema = z.object({
  /** Where the window was, in device-independent pixels. */
  bounds: z
    .object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() })
    .nullable()
    .catch(null),
  maximized: z.boolean().catch(false),
  /** Whether the person has been told that closing the window does not stop downloads. */
  closeHintGiven: z.boolean().catch(false),
})

type Memory = z.infer<typeof memorySchema>

/**
 * What the desktop side remembers between starts, in a small JSON file. None of it is worth an
 * error: what cannot be read is forgotten, what cannot be written is remembered until quit.
 */
export class WindowState {
  readonly #file: string
  #memory: Memory

  constructor(file: string) {
    this.#file = file
    this.#memory = read(file)
  }

  get(): Readonly<Memory> {
    return this.#memory
  }

  update(patch: Partial<Memory>): void {
    this.#memory = { ...this.#memory, ...patch }
    try {
      writeFileSync(`${this.#file}.new`, JSON.stringify(this.#memory))
      renameSync(`${this.#file}.new`, this.#file)
    } catch (error) {
      console.error(`Rill cannot remember its window in ${this.#file}:`, error)
    }
  }
}

function read(file: string): Memory {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // The first start, or a file that somebody broke: where a window stood is no great loss.
    return memorySchema.parse({})
  }
}
