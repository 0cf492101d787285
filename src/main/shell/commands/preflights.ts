import type { Look } from '../../../shared/adding/drafts'
import type { Preflight, PreflightReport, ThereDownload } from '../../../shared/adding/preflight'
import type { DownloadId } from '../../../shared/download'
import type { Engine } from '../../engine/engine'
import { CancelledError, type Task } from '../../kernel'
import type { CommandContext } from './command-context'

/** Looks at links for the dialog that adds them, and says which downloads are the same. */
export class Preflights {
  readonly #engine: Engine
  readonly #known: CommandContext['known']
  readonly #running = new Set<Task<Preflight>>()

  constructor(engine: Engine, known: CommandContext['known']) {
    this.#engine = engine
    this.#known = known
  }

  /** null if it was called off. */
  async run(look: Look): Promise<PreflightReport | null> {
    const task = this.#engine.look(look)
    this.#running.add(task)
    try {
      const found = await task
      return { ...found, there: this.#there(look, found) }
    } catch (error) {
      if (error instanceof CancelledError) return null
      throw error
    } finally {
      this.#running.delete(task)
    }
  }

  callOff(): void {
    for (const task of this.#running) task.cancel()
  }

  /** Of the same link, before or after redirects, unless the length says that it is another file. */
  #there({ url, dir }: Look, { finalUrl, name, lengthBytes }: Preflight): ThereDownload[] {
    const sameLink = this.#known.ofLinks(finalUrl === null ? [url] : [url, finalUrl])
    const sameFile = this.#known.ofFile(dir, name).filter((id) => !sameLink.includes(id))
    return [
      ...sameLink.flatMap((id) => this.#told(id, 'link', lengthBytes)),
      ...sameFile.flatMap((id) => this.#told(id, 'file', null)),
    ]
  }

  #told(id: DownloadId, why: ThereDownload['why'], expectedBytes: number | null): ThereDownload[] {
    const view = this.#engine.get(id)
    if (view === undefined) return []
    const { name, dir, state, lengthBytes } = view
    const isOther = expectedBytes !== null && lengthBytes !== null && expectedBytes !== lengthBytes
    return isOther ? [] : [{ id, name, dir, state, why }]
  }
}
