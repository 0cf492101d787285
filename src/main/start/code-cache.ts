import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Script } from 'node:vm'

/** Each build of V8 has its own; what Electron runs as a window differs from what it runs as Node. */
const KIND = 'type' in process ? String(process.type) : 'node'
const V8 = [process.versions.v8, process.arch, KIND].join('-')

/**
 * What V8 has compiled, in `code-cache` beside the program: who may write there may change the
 * program itself. V8 tells whether a file is for this V8 and its flags, but not whether it is for
 * this source, so the names of programs and chunks have to contain a hash of what is in them. A
 * folder that cannot be written costs the time to compile, and nothing else.
 */
export class CodeCache {
  readonly #folder: string
  readonly #missing = new Map<string, Script>()

  constructor(programFolder: string) {
    this.#folder = join(programFolder, 'code-cache')
  }

  read(name: string): Buffer | undefined {
    try {
      return readFileSync(this.#path(name))
    } catch {
      return undefined
    }
  }

  /** Has this written at the end, when the functions are compiled that a start needs. */
  add(name: string, script: Script): void {
    this.#missing.set(name, script)
  }

  write(): void {
    if (this.#missing.size === 0) return
    try {
      mkdirSync(this.#folder, { recursive: true })
      for (const [name, script] of this.#missing) this.#write(name, script.createCachedData())
    } catch {
      // See above.
    }
  }

  /** On disk before it has its name: V8 would run what a power cut has left of it. */
  #write(name: string, data: Buffer): void {
    const path = this.#path(name)
    const half = `${path}.${process.pid}`
    try {
      const file = openSync(half, 'w')
      try {
        writeFileSync(file, data)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      renameSync(half, path)
    } catch (error) {
      rmSync(half, { force: true })
      throw error
    }
  }

  #path(name: string): string {
    return join(this.#folder, `${name}.${V8}`)
  }
}
