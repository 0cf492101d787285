import { describe, expect, it } from 'vitest'
import { chartData } from '../../src/renderer/components/details/speed-chart-data'

const record = { recent: [10, 20, 30], whole: [5, 15], stepMs: 2_000 }

describe('what the speed chart draws', () => {
  it('is a whole minute, whose beginning may be missing', () => {
    const { seconds, speeds } = chartData(record, 'minute')
    expect(seconds).toHaveLength(60)
    expect([seconds[0], seconds.at(-1)]).toEqual([-59, 0])
    expect(speeds.slice(-4)).toEqual([null, 10, 20, 30])
  })

  it('is the whole life in its own steps', () => {
    expect(chartData(record, 'whole')).toEqual({
      seconds: [0, 2],
      speeds: [5, 15],
      topBytesPerSec: 15,
      meanBytesPerSec: 10,
    })
  })

  it('is empty where nothing was measured', () => {
    expect(chartData(null, 'whole')).toMatchObject({ speeds: [], meanBytesPerSec: 0 })
    expect(chartData(null, 'minute').speeds.every((speed) => speed === null)).toBe(true)
  })
})
