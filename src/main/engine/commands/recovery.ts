import type { DownloadView } from '../../../shared/download'
import { type DownloadOptions, NO_OPTIONS } from '../../../shared/download-options'
import type { EngineContext } from '../context'
import type { DownloadRecord } from '../records'
import type { PauseResume } from './pause-resume'
import type { Trash } from './trash'
import type { VerifyAndRepair } from './verify-and-repair'

/** The commands that go on with what is taken over. */
interface RecoveryCommands {
  readonly pauseResume: PauseResume
  readonly verifyAndRepair: VerifyAndRepair
  readonly trash: Trash
}

/** Takes over what another process left behind. */
export class Recovery {
  readonly #context: EngineContext
  readonly #commands: RecoveryCommands

  constructor(context: EngineContext, commands: RecoveryCommands) {
    this.#context = context
    this.#commands = commands
  }

  /** Takes over all that is not completed: what ran when the last process ended goes on. */
  recover(): void {
    const { store } = this.#context.ports
    for (const record of store.claims.takeAll()) this.#context.adopt(record)
    for (const record of store.claims.takeTrashed()) this.#commands.trash.adopt(record)
  }

  /**
   * Continues an unfinished download of this link, folder and wished name, if there is one; under
   * these options from now on, where any are given. One that was completed by an engine that did not
   * come to its end completes again at once if its file is still there. If it would have to match
   * another checksum, it is left as it is.
   */
  continueUnfinished(
    url: string,
    dir: string,
    wishedName?: string,
    options?: Partial<DownloadOptions>,
  ): DownloadView | null {
    const { files, store } = this.#context.ports
    const { pauseResume, verifyAndRepair } = this.#commands
    const name = wishedName === undefined ? null : files.safeName(wishedName)
    const record = store.claims.takeUnfinished(url, dir, name)
    if (record === null) return null
    const isCompleted = record.state === 'completed'
    if (isCompleted && !wasComparedWith(record, options?.checksums)) return null
    const download = this.#context.adopt(record)
    if (options !== undefined) download.patch({ options: { ...NO_OPTIONS, ...options } })
    if (isCompleted) verifyAndRepair.completeAgain(download)
    pauseResume.resume([download.id])
    pauseResume.retry([download.id])
    return this.#context.view(download)
  }

  /** Takes over the download that finished this file, if there is one; it does not run. */
  openFinished(dir: string, fileName: string): DownloadView | null {
    const record = this.#context.ports.store.claims.takeFinished(dir, fileName)
    return record && this.#context.view(this.#context.adopt(record))
  }
}

/** Whether a completed file has been compared with all these checksums. */
function wasComparedWith(
  { options }: DownloadRecord,
  checksums: DownloadOptions['checksums'] = [],
): boolean {
  const compared = options.checksums.map(({ hex }) => hex)
  return checksums.every(({ hex }) => compared.includes(hex))
}
