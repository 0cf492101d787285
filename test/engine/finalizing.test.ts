import { expect, it } from 'vitest'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { type Coroutine, until } from '../../src/main/kernel'
import { fileBody, goodServer } from '../servers'
import { serve } from './serve'
import { startEngine } from './start-engine'

/** A disk that gives no file its final name before it may. */
class SlowDisk extends NodeFiles {
  readonly #mayGoOn: Promise<void>

  constructor(mayGoOn: Promise<void>) {
    super()
    this.#mayGoOn = mayGoOn
  }

  override *markOrigin(): Coroutine<void> {
    yield* until(() => this.#mayGoOn)
  }
}

it('short files that land leave their places, to as many as may run', async () => {
  let goOn = (): void => undefined
  const files = new SlowDisk(
    new Promise((resolve) => {
      goOn = resolve
    }),
  )
  const server = await serve(goodServer(fileBody(1, 10_240)))
  const rill = await startEngine({ files, settings: { simultaneousDownloads: 1 } })
  const ids = ['/0', '/1', '/2'].map((path) => rill.add(server.url(path)).id)
  for (const id of ids.slice(0, 2)) await rill.until(id, ({ state }) => state === 'verifying')
  expect(ids.map((id) => rill.engine.get(id)?.state)).toEqual(['verifying', 'verifying', 'queued'])
  goOn()
  for (const id of ids) expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
})
