import { basename, dirname } from 'node:path'
import type { DownloadId, DownloadState, DownloadView } from '../../shared/download'
import { ERROR_FAMILIES } from '../../shared/errors'
import type { Engine } from '../engine/engine'
import { runEngine } from '../io/run-engine'
import { printable } from './printable'
import { sentence } from './sentence'
import type { VerifyOptions } from './usage'

const ENDED: ReadonlySet<DownloadState> = new Set(['completed', 'failed', 'needs-link'])

/**
 * Reads finished files back and compares them with what is known of them. Returns the exit status:
 * 0 all as they were, 1 at least one is damaged, gone or not known.
 */
export async function verify(options: VerifyOptions, version: string): Promise<number> {
  const { files, dataDir } = options
  const { engine, ended, stop } = await runEngine({
    dataDir,
    defaultFolder: process.cwd(),
    version,
    recover: false,
  })
  let failures = 0
  try {
    for (const file of files) {
      const known = engine.recovery.openFinished(dirname(file), basename(file))
      const view = known && (await Promise.race([verified(engine, known.id), ended]))
      if (view?.state === 'completed') tellUnchanged(view, file, options)
      else {
        failures += 1
        tellFailure(view ?? null, file, options)
      }
    }
  } finally {
    await stop()
  }
  return failures === 0 ? 0 : 1
}

/** The download after its check. One that was found damaged before stays so. */
async function verified(engine: Engine, id: DownloadId): Promise<DownloadView | undefined> {
  // The last program may have ended within a check: its download is first brought to its end again.
  const view = await settled(engine, id)
  if (view?.state !== 'completed') return view
  engine.integrity.verifyAll([id])
  return settled(engine, id)
}

/** The download as soon as nothing is being done with it. */
function settled(engine: Engine, id: DownloadId): Promise<DownloadView | undefined> {
  return new Promise((resolve) => {
    const look = (): void => {
      const view = engine.queries.get(id)
      if (view !== undefined && !ENDED.has(view.state)) return
      stopListening()
      resolve(view)
    }
    const stopListening = engine.subscribe(look)
    look()
  })
}

function tellUnchanged({ id }: DownloadView, path: string, { json, quiet }: VerifyOptions): void {
  if (json) print({ event: 'verified', id, path })
  else if (!quiet) process.stdout.write(`${printable(`Unchanged ${path}`)}\n`)
}

function tellFailure(
  view: DownloadView | null,
  path: string,
  { json, dataDir }: VerifyOptions,
): void {
  const error = view?.error ?? null
  const message = error === null ? `${dataDir} has no download of this file` : sentence(error)
  if (json) {
    const id: DownloadId | null = view?.id ?? null
    const retryable = error !== null && ERROR_FAMILIES[error.code] === 'retryable'
    print({ event: 'failed', id, path, code: error?.code ?? null, message, retryable })
  }
  process.stderr.write(`rill: ${printable(path)}: ${message}\n`)
}

function print(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`)
}
