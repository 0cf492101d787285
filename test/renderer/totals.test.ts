import { describe, expect, it } from 'vitest'
import { totalsOf, windowTitle } from '../../src/renderer/stores/totals'
import { aView } from './a-view'

describe('totalsOf', () => {
  it('adds up what runs and nothing else', () => {
    const views = [
      aView({ speedBytesPerSec: 2_000_000 }),
      aView({ speedBytesPerSec: 500_000 }),
      aView({ state: 'verifying' }),
      aView({ state: 'paused', speedBytesPerSec: 7 }),
      aView({ state: 'completed' }),
    ]
    expect(totalsOf(views)).toEqual({ active: 3, speedBytesPerSec: 2_500_000 })
  })
})

describe('windowTitle', () => {
  it('is the bare name at rest', () => {
    expect(windowTitle({ active: 0, speedBytesPerSec: 0 })).toBe('Rill')
  })

  it('tells what runs and how fast', () => {
    expect(windowTitle({ active: 3, speedBytesPerSec: 12_345_678 })).toBe(
      'Rill – 3 active, 12.3 MB/s',
    )
  })
})
