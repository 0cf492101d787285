import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EngineEvent } from '../../src/main/engine/engine'
import {
  type DesktopStatus,
  describeStatus,
  taskbarProgress,
  watchStatus,
} from '../../src/main/shell/desktop-status'
import { allows, type DownloadState } from '../../src/shared/download'

const status = (parts: Partial<DesktopStatus> = {}): DesktopStatus => ({
  active: 3,
  speedBytesPerSec: 12_345_678,
  fraction: 0.5,
  canPauseAll: true,
  canResumeAll: false,
  ...parts,
})

describe('describeStatus', () => {
  it('tells the speed and how many are active', () => {
    expect(describeStatus(status())).toBe('Rill – 12.3 MB/s, 3 active')
  })

  it('tells the name alone when nothing runs', () => {
    expect(describeStatus(status({ active: 0, speedBytesPerSec: 0 }))).toBe('Rill')
  })
})

describe('taskbarProgress', () => {
  it.each([
    ['no bar when nothing runs', { active: 0, fraction: null }, -1],
    ['a bar without an end when a length is unknown', { fraction: null }, 2],
    ['whole per cents', { fraction: 0.12345 }, 0.12],
    ['a full bar', { fraction: 1 }, 1],
  ])('shows %s', (_title, parts, expected) => {
    expect(taskbarProgress(status(parts))).toBe(expected)
  })
})

describe('watchStatus', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function anEngine(states: Map<number, DownloadState>) {
    let tell: (event: EngineEvent) => void = () => undefined
    return {
      emit: (event: EngineEvent) => tell(event),
      queries: {
        anyAllows: vi.fn((action: 'pause' | 'resume') =>
          [...states.values()].some((state) => allows(state, action)),
        ),
        totals: () => ({ active: 1, speedBytesPerSec: 10, doneBytes: 300, lengthBytes: 200 }),
      },
      subscribe: (listener: typeof tell) => {
        tell = listener
        return () => undefined
      },
    }
  }

  it('tells at once what is there', () => {
    const heard: DesktopStatus[] = []
    watchStatus(anEngine(new Map([[1, 'paused']])), (one) => heard.push(one))
    expect(heard).toEqual([
      { active: 1, speedBytesPerSec: 10, fraction: 1, canPauseAll: false, canResumeAll: true },
    ])
  })

  it('tells once a second however much happens', () => {
    const states = new Map<number, DownloadState>([[1, 'downloading']])
    const engine = anEngine(states)
    const heard: DesktopStatus[] = []
    watchStatus(engine, (one) => heard.push(one))
    for (let ms = 0; ms < 3000; ms += 10) {
      engine.emit({ type: 'changed', id: 1 })
      vi.advanceTimersByTime(10)
    }
    expect(heard.length).toBeLessThanOrEqual(4)
    expect(engine.queries.anyAllows.mock.calls.length).toBeLessThanOrEqual(2 * 4)
  })

  it('follows downloads that pause, resume and leave', () => {
    const states = new Map<number, DownloadState>([[1, 'downloading']])
    const engine = anEngine(states)
    let last = status()
    watchStatus(engine, (told) => {
      last = told
    })
    const told = (change: () => void, event: EngineEvent) => {
      change()
      engine.emit(event)
      vi.advanceTimersByTime(2000)
      return [last.canPauseAll, last.canResumeAll]
    }
    expect([last.canPauseAll, last.canResumeAll]).toEqual([true, false])
    expect(told(() => states.set(1, 'paused'), { type: 'changed', id: 1 })).toEqual([false, true])
    expect(told(() => states.delete(1), { type: 'removed', id: 1 })).toEqual([false, false])
  })
})
