import type { AddOptions, Engine } from '../../src/main/engine/engine'
import type { DownloadId, DownloadView } from '../../src/shared/download'

/** A running engine on real or simulated ports, with commands for tests. */
export interface EngineUnderTest {
  readonly engine: Engine
  /** Where files go. */
  readonly dir: string
  /** Adds one link. */
  add(url: string, changes?: Partial<AddOptions>): DownloadView
  /** The download as soon as it meets `predicate`, now or after an event. */
  until(id: DownloadId, predicate: (view: DownloadView) => boolean): Promise<DownloadView>
  /** The download once it is completed or has failed. */
  ended(id: DownloadId): Promise<DownloadView>
  /** Adds one link and waits for its end. */
  get(url: string): Promise<DownloadView>
  /** Ends the engine, with everything saved and cleaned up. */
  stop(): Promise<void>
  /** Names in the folder of files, sorted. */
  names(): Promise<string[]>
  sha256(name: string): Promise<string>
}

type Commands = Pick<EngineUnderTest, 'add' | 'until' | 'ended' | 'get'>

/** Commands for tests of an engine; waits reject when `over` settles first. */
export function commandsFor(engine: Engine, dir: string, over: Promise<unknown>): Commands {
  const until: Commands['until'] = (id, predicate) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const view = engine.queries.get(id)
        if (view === undefined || !predicate(view)) return
        stopListening()
        resolve(view)
      }
      const stopListening = engine.subscribe(look)
      over.then(
        () => reject(new Error('the engine has ended')),
        (error: unknown) => reject(error),
      )
      look()
    })
  const add: Commands['add'] = (url, changes = {}) => {
    const [view] = engine.additions.add({ urls: [url], dir, paused: false, ...changes })
    if (view === undefined) throw new Error('nothing was added')
    return view
  }
  const ended: Commands['ended'] = (id) =>
    until(id, ({ state }) => ['completed', 'failed', 'needs-link'].includes(state))
  return { add, until, ended, get: (url) => ended(add(url).id) }
}
