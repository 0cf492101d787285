import type { PreflightRequest } from '../../../shared/adding/drafts'
import type { Preflight } from '../../../shared/adding/preflight'
import { NO_OPTIONS } from '../../../shared/download-options'
import { redact } from '../../../shared/redact'
import { type Coroutine, Semaphore, type Task } from '../../kernel'
import type { EngineContext } from '../context'
import { DownloadError } from '../download-error'
import type { Ports } from '../ports/ports'
import { preflight } from '../requests/preflight'
import { requestOptionsOf } from '../requests/request-options'
import { Requester } from '../requests/requester'

/** How many links are asked at a time. */
const SIMULTANEOUS_PREFLIGHTS = 8

/** Finds out what can be known before a download is added. */
export class LinkPreflight {
  readonly #context: EngineContext
  readonly #permits = new Semaphore(SIMULTANEOUS_PREFLIGHTS)

  constructor(context: EngineContext) {
    this.#context = context
  }

  /**
   * Asks a link for its file without downloading it; see `lookAtLink`. The Task may be cancelled,
   * and is when the engine stops.
   */
  run({ options, ...wish }: PreflightRequest): Task<Preflight> {
    const { ports, policy, scheduler, settings } = this.#context
    const request = requestOptionsOf({ ...NO_OPTIONS, ...options }, settings.now)
    const visit = <T>(body: () => Coroutine<T>): Coroutine<T> =>
      scheduler.visit(wish.url, body, (wait) => {
        // Nobody waits in a dialog for a host that backs off: its error is the answer.
        if (wait !== null) throw wait.error
      })
    const { source } = ports
    const requester = new Requester({ source, options: () => request, stallMs: policy.stallMs })
    const looking = this.#permits.with(() => preflight(wish, ports, requester, visit))
    return scheduler.aside(looking, `preflight of ${redact(wish.url)}`)
  }

  /** Free space of the folder's disk, in bytes; null where it cannot be told. */
  freeBytes(dir: string): Task<number | null> {
    const { ports, scheduler } = this.#context
    return scheduler.aside(freeBytesOf(ports.files, dir), 'free space')
  }
}

function* freeBytesOf(files: Ports['files'], dir: string): Coroutine<number | null> {
  try {
    const bytes = yield* files.freeBytes(dir)
    return Number.isFinite(bytes) ? bytes : null
  } catch (thrown) {
    if (!(thrown instanceof DownloadError)) throw thrown
    return null
  }
}
