import { expect, it } from 'vitest'
import { type Coroutine, Event } from '../../src/main/kernel'
import { fileBody, goodServer } from '../servers/handlers'
import { SimFiles } from '../sim/disk/sim-files'
import { serve } from './serve'
import { startEngine } from './start-engine'

/** A disk that gives no file its final name before `mayFinish`. */
class SlowDisk extends SimFiles {
  readonly mayFinish = new Event('the disk may go on')

  override *markOrigin(): Coroutine<void> {
    yield* this.mayFinish.wait()
  }
}

it('lets further downloads start while short files are finalized', async () => {
  const slow: SlowDisk[] = []
  const server = await serve(goodServer(fileBody(1, 10_240)))
  const rill = await startEngine({
    settings: { simultaneousDownloads: 1 },
    files(disk, process) {
      const files = new SlowDisk(disk, process)
      slow.push(files)
      return files
    },
  })
  const ids = ['/0', '/1', '/2'].map((path) => rill.add(server.url(path)).id)
  for (const id of ids.slice(0, 2)) await rill.until(id, ({ state }) => state === 'verifying')
  expect(ids.map((id) => rill.engine.queries.get(id)?.state)).toEqual([
    'verifying',
    'verifying',
    'queued',
  ])
  for (const files of slow) files.mayFinish.set()
  for (const id of ids) expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
})
