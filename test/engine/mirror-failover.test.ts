import { describe, expect, it } from 'vitest'
import type { TimelineEntry } from '../../src/shared/timeline'
import { fileBody, forbidden, goodServer } from '../servers'
import { serve } from './serve'
import { startEngine } from './start-engine'

const file = fileBody(301, 300_000)

const isMirror = ({ kind }: TimelineEntry): boolean => kind === 'mirror'

describe('a download with mirrors', () => {
  it('turns to the next mirror when its link fails, without failing', async () => {
    const server = await serve({ '/old': forbidden(), '/bad': forbidden(), '/x': goodServer(file) })
    const rill = await startEngine()
    const failed: number[] = []
    rill.engine.subscribe((event) => {
      if (event.type === 'failed') failed.push(event.id)
    })
    const mirrors = [server.url('/bad'), server.url('/x')]
    const { id } = rill.add(server.url('/old'), { options: { mirrors } })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed', url: server.url('/x') })
    expect(failed).toEqual([])
    const { url, code } = rill.engine.queries.timeline(id).find(isMirror)?.facts ?? {}
    expect({ url, code }).toEqual({ url: server.url('/old'), code: 'forbidden' })
  })

  it('keeps the link that failed as a mirror', async () => {
    const server = await serve({ '/old': forbidden(), '/x': goodServer(file) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/old'), { options: { mirrors: [server.url('/x')] } })
    await rill.ended(id)
    expect(rill.engine.queries.request(id)?.options.mirrors).toEqual([server.url('/old')])
  })

  it('needs a link when every mirror has failed, each asked once', async () => {
    const server = await serve({ '/old': forbidden(), '/a': forbidden(), '/b': forbidden() })
    const rill = await startEngine()
    const mirrors = [server.url('/a'), server.url('/b')]
    const { id } = rill.add(server.url('/old'), { options: { mirrors } })
    const view = await rill.until(id, ({ state }) => state === 'needs-link')
    expect(view.error).toMatchObject({ code: 'forbidden' })
    expect(server.requests.map(({ path }) => path)).toEqual(['/old', '/a', '/b'])
  })

  it('does not ask a mirror when the disk or the checksum is at fault', async () => {
    const server = await serve({ '/x': goodServer(file), '/mirror': goodServer(file) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'), {
      options: {
        mirrors: [server.url('/mirror')],
        checksums: [{ algorithm: 'md5', hex: '0'.repeat(32) }],
      },
    })
    expect(await rill.ended(id)).toMatchObject({ error: { code: 'checksum-mismatch' } })
    expect(server.requests.map(({ path }) => path)).not.toContain('/mirror')
  })
})
