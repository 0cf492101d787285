import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FileBody, TestServer } from '../servers'
import type { PlannedFile, RoundPlan } from './plan-round'
import { sha256OfFile } from './sha256-of-file'
import { readStandings, type Standing } from './standing'

const WINDOW_BYTES = 1024 * 1024

/** Watches over the folders of a round, and tells what is wrong with them, in words. */
export class RoundJudge {
  readonly #files: readonly PlannedFile[]
  readonly #url: TestServer['url']
  readonly #dir: string
  readonly #dataDir: string
  /** Final names that were seen, and what stood there. */
  readonly #inodes = new Map<string, number>()

  constructor(plan: RoundPlan, server: TestServer, dir: string, dataDir: string) {
    this.#files = plan.files
    this.#url = server.url
    this.#dir = dir
    this.#dataDir = dataDir
  }

  /** Files that are not recorded as completed. */
  unfinished(): PlannedFile[] {
    const completed = this.#standings('completed').map(({ url }) => url)
    return this.#files.filter(({ path }) => !completed.includes(this.#url(path)))
  }

  /** Bytes that are not recorded as being on disk. */
  missingBytes(): number {
    const all = this.#files.reduce((sum, { body }) => sum + body.lengthBytes, 0)
    const held = this.#standings().flatMap((one) => one.held)
    return all - held.reduce((sum, { start, end }) => sum + end - start, 0)
  }

  /** Faults at a moment at which the program may have been killed. */
  async afterKill(): Promise<string[]> {
    const faults = this.#standings().flatMap((one) => this.#unheld(one))
    for (const name of readdirSync(this.#dir)) {
      const finalName = name.replace(/\.part(\.claim)?$/u, '')
      if (!this.#files.some((file) => file.name === finalName)) faults.push(`there is ${name}`)
      if (name === finalName) faults.push(...(await this.#unproven(name)))
    }
    return faults
  }

  /** Faults when the command has ended by itself. */
  async afterEnd(): Promise<string[]> {
    const faults = await this.afterKill()
    const names = readdirSync(this.#dir).sort().join(', ')
    const expected = this.#files.map(({ name }) => name).sort()
    if (names !== expected.join(', ')) faults.push(`the folder holds ${names}`)
    for (const { path, body } of this.#files) {
      const all = this.#standings().filter(({ url }) => url === this.#url(path))
      const completed = all.filter(({ state }) => state === 'completed')
      if (completed.length !== 1) faults.push(`${path} was completed ${completed.length} times`)
      for (const one of all) if (!isInOrder(one)) faults.push(`recorded: ${JSON.stringify(one)}`)
      for (const { fileName } of completed) {
        const file = join(this.#dir, fileName ?? '')
        if (!existsSync(file) || (await sha256OfFile(file)) !== body.sha256()) {
          faults.push(`${fileName ?? ''} is not ${path}`)
        }
      }
    }
    return faults
  }

  #standings(state?: string): Standing[] {
    return readStandings(this.#dataDir).filter((one) => state === undefined || one.state === state)
  }

  /** Invariant 4, its first half: what is recorded as held is on disk. */
  #unheld({ url, held, partName, fileName }: Standing): string[] {
    const body = this.#files.find(({ path }) => this.#url(path) === url)?.body
    const name = [partName, fileName].find(
      (one) => one !== null && existsSync(join(this.#dir, one)),
    )
    return held
      .filter(({ start, end }) => end > start)
      .filter((range) => !body || !name || !hasBytes(join(this.#dir, name), body, range))
      .map(({ start, end }) => `${name ?? 'nothing'} lacks ${start}-${end} of ${url}`)
  }

  /** Its second half, and that nothing ever takes the place of what was finished. */
  async #unproven(name: string): Promise<string[]> {
    const path = join(this.#dir, name)
    const { ino } = statSync(path)
    const sha256 = await sha256OfFile(path)
    const faults: string[] = []
    if (!this.#files.some(({ body }) => body.sha256() === sha256)) faults.push(`${name} is wrong`)
    if (ino !== (this.#inodes.get(name) ?? ino)) faults.push(`${name} was finished again`)
    this.#inodes.set(name, ino)
    return faults
  }
}

/** Completed, or skipped because another one was. */
function isInOrder({ state, error }: Standing): boolean {
  return state === 'completed' || (state === 'failed' && error?.includes('"name-taken"') === true)
}

function hasBytes(
  path: string,
  body: FileBody,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(WINDOW_BYTES)
    for (let at = start; at < end; at += WINDOW_BYTES) {
      const wanted = Math.min(WINDOW_BYTES, end - at)
      const found = buffer.subarray(0, readSync(fd, buffer, 0, wanted, at))
      if (!found.equals(body.read(at, at + wanted))) return false
    }
    return true
  } finally {
    closeSync(fd)
  }
}
