import { describe, expect, it } from 'vitest'
import { Download } from '../../src/main/engine/life/download'
import { insert } from '../contracts/store-home'
import { simHome } from '../sim/store/sim-home'

function aDownload(): { download: Download; states: string[] } {
  const { begin } = simHome()
  const { store } = begin()
  const states: string[] = []
  const download: Download = new Download(insert(store), {
    store,
    changed: () => states.push(download.record.state),
    epochMs: () => 1,
  })
  return { download, states }
}

describe('the move of a download', () => {
  it('that ran ends in the queue, without a moment in which it counts as running', () => {
    const { download, states } = aDownload()
    download.connect()
    download.receive()
    const before = download.beginMove()
    states.length = 0
    download.endMove(before)
    expect(states).not.toContain('downloading')
    expect(download.phase).toEqual({ name: 'queued' })
  })

  it('that waits for its start time ends in that wait', () => {
    const { download } = aDownload()
    download.delayUntil(5)
    download.endMove(download.beginMove())
    expect(download.phase).toMatchObject({ name: 'waiting', nextAttemptAtMs: 5 })
    expect(download.record).toMatchObject({ state: 'queued', startAtMs: 5 })
  })

  it('that was paused ends paused', () => {
    const { download } = aDownload()
    Download.pauseAll([download])
    download.endMove(download.beginMove())
    expect(download.record.state).toBe('paused')
  })
})
