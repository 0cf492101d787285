import { expect, it } from 'vitest'
import { windowTitle } from '../../src/renderer/lib/text/window-title'

const totals = { queued: 0, doneBytes: 0, lengthBytes: null }

it('is the bare name at rest', () => {
  expect(windowTitle({ ...totals, active: 0, speedBytesPerSec: 0 })).toBe('Rill')
})

it('tells what runs and how fast', () => {
  expect(windowTitle({ ...totals, active: 3, speedBytesPerSec: 12_345_678 })).toBe(
    'Rill – 3 active, 12.3 MB/s',
  )
})
