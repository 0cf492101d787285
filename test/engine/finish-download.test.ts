import { describe, expect, it } from 'vitest'
import { Download } from '../../src/main/engine/life/download'
import { recordCompletion } from '../../src/main/engine/transfer/finish-download'
import { insert } from '../contracts/store-home'
import { simHome } from '../sim/store/sim-home'

describe('the completion of a download', () => {
  it('is one transaction with what is noted of it', () => {
    const { file, begin } = simHome()
    const { process, store } = begin()
    const download = new Download(insert(store), {
      store,
      changed: () => undefined,
      epochMs: () => 1,
    })
    download.finalize()
    process.dieAfter(1)
    recordCompletion(download, store)
    expect(file.record(download.id)).toMatchObject({ state: 'completed', finishedAtMs: 1 })
    expect(file.timeline(download.id)).toMatchObject([{ kind: 'completed' }])
    expect(process.isAlive).toBe(true)
  })
})
