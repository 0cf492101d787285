import type { DownloadId } from '../../../shared/download'
import type { Coroutine } from '../../kernel'
import type { EngineContext } from '../context'
import type { Download } from '../life/download'
import { prepareRepair, verifyDownload } from '../proof/verify-download'
import { standsUnderFinalName } from '../transfer/finish-download'

/** Verifies finished files, and repairs damaged ones. */
export class VerifyAndRepair {
  readonly #context: EngineContext

  constructor(context: EngineContext) {
    this.#context = context
  }

  /** Compares finished files with what is known of them; a damaged one fails, and can be retried. */
  verifyAll(ids: readonly DownloadId[]): void {
    this.#context.downloads.each('verify', ids, (download) => this.verify(download))
  }

  verify(download: Download): void {
    const context = this.#context
    download.verify()
    context.runActivity(download, 'verify', function* (ports): Coroutine<void> {
      const { file, record } = download
      // A repair that has every byte, and could not give the file its name again.
      if (
        file.kind !== 'none' &&
        (yield* ports.files.lengthOf(record.dir, file.partName)) !== null
      ) {
        context.enqueue(download)
        return
      }
      yield* verifyDownload(download, ports)
      download.confirm()
      context.letGo(download, 'verified')
    })
  }

  /** Downloads the damaged blocks again. */
  repair(download: Download): void {
    const context = this.#context
    download.beginRepair()
    context.runActivity(download, 'repair', function* (ports): Coroutine<void> {
      yield* prepareRepair(download, ports)
      download.queueRepair()
      context.enqueue(download)
    })
  }

  /** A completed download is completed as it is if its file is there; else it is downloaded anew. */
  completeAgain(download: Download): void {
    const context = this.#context
    context.runActivity(download, 'verify', function* ({ files }): Coroutine<void> {
      if (yield* standsUnderFinalName(download, files)) context.letGo(download, 'completed')
      else {
        download.loseFile()
        context.enqueue(download)
      }
    })
  }
}
