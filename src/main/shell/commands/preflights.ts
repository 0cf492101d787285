import type { PreflightRequest } from '../../../shared/adding/drafts'
import type { Preflight, PreflightReport, ThereDownload } from '../../../shared/adding/preflight'
import type { DownloadId } from '../../../shared/download'
import type { Engine } from '../../engine/engine'
import { CancelledError, type Task } from '../../kernel'
import type { CommandContext } from './command-context'

/** Runs preflights for the dialog that adds links, and finds the downloads that they duplicate. */
export class Preflights {
  readonly #engine: Engine
  readonly #duplicates: CommandContext['duplicates']
  readonly #running = new Set<Task<Preflight>>()

  constructor(engine: Engine, duplicates: CommandContext['duplicates']) {
    this.#engine = engine
    this.#duplicates = duplicates
  }

  /** Returns null if the preflight was cancelled. */
  async run(request: PreflightRequest): Promise<PreflightReport | null> {
    const task = this.#engine.preflight.run(request)
    this.#running.add(task)
    try {
      const found = await task
      return { ...found, there: this.#there(request, found) }
    } catch (error) {
      if (error instanceof CancelledError) return null
      throw error
    } finally {
      this.#running.delete(task)
    }
  }

  cancelAll(): void {
    for (const task of this.#running) task.cancel()
  }

  /** Downloads of the same link, before or after redirects, unless their length differs. */
  #there(
    { url, dir }: PreflightRequest,
    { finalUrl, name, lengthBytes }: Preflight,
  ): ThereDownload[] {
    const sameLink = this.#duplicates.ofLinks(finalUrl === null ? [url] : [url, finalUrl])
    const sameFile = this.#duplicates.ofFile(dir, name).filter((id) => !sameLink.includes(id))
    return [
      ...sameLink.flatMap((id) => this.#describe(id, 'link', lengthBytes)),
      ...sameFile.flatMap((id) => this.#describe(id, 'file', null)),
    ]
  }

  #describe(
    id: DownloadId,
    why: ThereDownload['why'],
    expectedBytes: number | null,
  ): ThereDownload[] {
    const view = this.#engine.queries.get(id)
    if (view === undefined) return []
    const { name, dir, state, lengthBytes } = view
    const isOther = expectedBytes !== null && lengthBytes !== null && expectedBytes !== lengthBytes
    return isOther ? [] : [{ id, name, dir, state, why }]
  }
}
