import { beforeEach, expect, it, vi } from 'vitest'
import type { EngineEvent } from '../../src/main/engine/engine'
import { announceOutcomes } from '../../src/main/shell/announcements'
import type { SelectionEvents } from '../../src/shared/ipc/selection'
import { aView } from '../renderer/a-view'

const NOTHING = { started: null, completed: null, failed: null }

function world() {
  const told: SelectionEvents['announcement'][] = []
  const state = { active: [] as number[], isWatched: true }
  let emit = (_: EngineEvent): void => undefined
  announceOutcomes(
    {
      queries: {
        activeIds: () => state.active,
        get: (id) => aView({ id, name: `${id}.bin` }),
      },
      subscribe: (listener) => {
        emit = listener
        return () => undefined
      },
    },
    { post: (_, payload) => void told.push(payload as SelectionEvents['announcement']) },
    () => state.isWatched,
  )
  return { told, state, emit: (event: EngineEvent) => emit(event) }
}

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

it('tells of starts once, and nothing of progress', () => {
  const { told, state, emit } = world()
  state.active = [1]
  for (let step = 0; step < 20; step += 1) {
    emit({ type: 'changed', id: 1 })
    vi.advanceTimersByTime(500)
  }
  expect(told).toEqual([{ ...NOTHING, started: { count: 1, name: '1.bin' } }])
})

it('joins what happens at about the same time', () => {
  const { told, emit } = world()
  emit({ type: 'changed', id: 1 })
  emit({ type: 'completed', id: 1 })
  emit({ type: 'completed', id: 2 })
  emit({ type: 'failed', id: 3 })
  vi.advanceTimersByTime(5000)
  expect(told).toEqual([
    { started: null, completed: { count: 2, name: '1.bin' }, failed: { count: 1, name: '3.bin' } },
  ])
})

it('keeps nothing for later while nobody looks', () => {
  const { told, state, emit } = world()
  state.isWatched = false
  emit({ type: 'completed', id: 1 })
  vi.advanceTimersByTime(5000)
  state.isWatched = true
  emit({ type: 'changed', id: 1 })
  vi.advanceTimersByTime(5000)
  expect(told).toEqual([])
})
