import type { Look } from '../../../shared/adding/drafts'
import type { Preflight } from '../../../shared/adding/preflight'
import { NO_OPTIONS } from '../../../shared/download-options'
import { redact } from '../../../shared/redact'
import { type Coroutine, Semaphore, type Task } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Ports } from '../ports/ports'
import { preflight } from '../requests/preflight'
import { Requester } from '../requests/requester'
import type { Roster } from '../roster'

/** How many links are looked at together. */
const MOST_LOOKS = 8

/** What can be known before a download is added. */
export class Looking {
  readonly #roster: Roster
  readonly #looks = new Semaphore(MOST_LOOKS)

  constructor(roster: Roster) {
    this.#roster = roster
  }

  look({ options, ...wish }: Look): Task<Preflight> {
    const { ports, policy, scheduler, settings } = this.#roster
    const request = {
      ...{ ...NO_OPTIONS, ...options },
      proxy: options.proxy ?? settings.now.proxy,
    }
    const visit = <T>(body: () => Coroutine<T>): Coroutine<T> =>
      scheduler.visit(wish.url, body, (wait) => {
        // Nobody waits in a dialog for a host that wants peace: what it said is the answer.
        if (wait !== null) throw wait.error
      })
    const { source } = ports
    const requester = new Requester({ source, options: () => request, stallMs: policy.stallMs })
    const looking = this.#looks.with(() => preflight(wish, ports, requester, visit))
    return scheduler.aside(looking, `look at ${redact(wish.url)}`)
  }

  freeBytes(dir: string): Task<number | null> {
    const { ports, scheduler } = this.#roster
    return scheduler.aside(freeBytesOf(ports.files, dir), 'look at the disk')
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
