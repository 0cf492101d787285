import { describe, expect, it } from 'vitest'
import { followSchedule } from '../../src/main/engine/queue/follow-schedule'
import {
  type Coroutine,
  createTask,
  Event,
  run,
  runningLoop,
  sleep,
  VirtualClock,
} from '../../src/main/kernel'
import { FULL_SPEED_SCHEDULE, type SpeedSettings, speedNow } from '../../src/shared/speed-schedule'
import { end } from '../kernel/virtually'
import { fileBody, Gate, goodServer } from '../servers/handlers'
import { serve } from './serve'
import { startEngine } from './start-engine'

const HOUR_MS = 3_600_000
const MIB = 1024 * 1024

/** A Monday at midnight, local time. */
const MONDAY_MS = new Date(2026, 4, 18).getTime()

/** Paused on Mondays from 1:00 to 3:00. */
const SCHEDULE = FULL_SPEED_SCHEDULE.map((hours, day) =>
  hours.map((_, hour) => (day === 0 && (hour === 1 || hour === 2) ? 'paused' : 'full')),
)

describe('the schedule', () => {
  it('is applied when an hour begins or settings change', async () => {
    let settings: SpeedSettings = {
      speedMode: 'schedule',
      speedSchedule: SCHEDULE,
      limitBytesPerSec: null,
    }
    const turns: [hours: number, holds: boolean][] = []
    const main = function* (): Coroutine<void> {
      const { clock } = runningLoop()
      const woken = new Event()
      const apply = (): void => {
        const { holds } = speedNow(settings, clock.epochMs())
        if (turns.at(-1)?.[1] !== holds) turns.push([clock.now() / HOUR_MS, holds])
      }
      const keeper = createTask(followSchedule({ settings: () => settings, woken, apply }))
      yield* sleep(5 * HOUR_MS)
      settings = { ...settings, speedMode: 'paused' }
      woken.set()
      yield* sleep(HOUR_MS)
      settings = { ...settings, speedMode: 'unlimited' }
      woken.set()
      yield* sleep(24 * HOUR_MS)
      yield* end(keeper)
    }
    await run(main(), { clock: new VirtualClock(MONDAY_MS) })
    expect(turns).toEqual([
      [0, false],
      [1, true],
      [3, false],
      [5, true],
      [6, false],
    ])
  })
})

describe('a download paused by the speed switch', () => {
  const file = fileBody(733, 8 * MIB + 5)

  it('waits in the queue and continues on the same connection', async () => {
    const gate = new Gate(5 * MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine({ settings: { connectionsPerDownload: 1 } })
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes === 5 * MIB)
    rill.engine.updateSettings({ speedMode: 'paused' })
    expect(rill.engine.queries.get(id)).toMatchObject({ state: 'queued', doneBytes: 5 * MIB })
    expect(rill.engine.queries.totals().active).toBe(0)
    gate.open()
    rill.engine.updateSettings({ speedMode: 'unlimited' })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(server.requests).toHaveLength(1)
    expect(await rill.sha256('x')).toBe(file.sha256())
    expect(rill.engine.queries.timeline(id)).toContainEqual(
      expect.objectContaining({ kind: 'held', facts: { by: 'switch' } }),
    )
    expect(rill.engine.queries.timeline(id).map(({ kind }) => kind)).toContain('resumed')
  })

  it('records the reason once, also if it was queued', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x': goodServer(file, { gate }), '/y': goodServer(file) })
    const rill = await startEngine({ settings: { simultaneousDownloads: 1 } })
    const running = rill.add(server.url('/x'))
    const waiting = rill.add(server.url('/y'))
    const paused = rill.add(server.url('/y'), { paused: true })
    await rill.until(running.id, ({ doneBytes }) => doneBytes === MIB)
    rill.engine.updateSettings({ speedMode: 'paused' })
    rill.engine.updateSettings({ connectionsPerHost: 3 })
    const helds = ({ id }: { readonly id: number }): number =>
      rill.engine.queries.timeline(id).filter(({ kind }) => kind === 'held').length
    expect([running, waiting, paused].map(helds)).toEqual([1, 1, 0])
    gate.open()
  })

  it('stays paused if the person paused it', async () => {
    const gate = new Gate(MIB)
    const server = await serve({ '/x': goodServer(file, { gate }) })
    const rill = await startEngine()
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes === MIB)
    rill.engine.updateSettings({ speedMode: 'paused' })
    rill.engine.control.pause([id])
    rill.engine.updateSettings({ speedMode: 'unlimited' })
    expect(rill.engine.queries.get(id)?.state).toBe('paused')
    gate.open()
    rill.engine.control.resume([id])
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })

  it('does not start if it is added then', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const plan = FULL_SPEED_SCHEDULE.map((hours) => hours.map(() => 'paused' as const))
    const rill = await startEngine({ settings: { speedMode: 'schedule', speedSchedule: plan } })
    const { id } = rill.add(server.url('/x'))
    rill.engine.updateSettings({ simultaneousDownloads: 8 })
    expect(rill.engine.queries.get(id)?.state).toBe('queued')
    expect(server.requests).toEqual([])
    rill.engine.updateSettings({ speedSchedule: FULL_SPEED_SCHEDULE })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
  })

  it('is limited only in limited hours', async () => {
    const server = await serve({ '/x': goodServer(file) })
    const plan = FULL_SPEED_SCHEDULE.map((hours) => hours.map(() => 'limited' as const))
    const settings = {
      speedMode: 'schedule',
      speedSchedule: plan,
      limitBytesPerSec: 64 * 1024,
    } as const
    const rill = await startEngine({ settings })
    const { id } = rill.add(server.url('/x'))
    await rill.until(id, ({ doneBytes }) => doneBytes > 0)
    expect(rill.engine.queries.get(id)?.doneBytes).toBeLessThan(2 * MIB)
    rill.engine.updateSettings({ speedSchedule: FULL_SPEED_SCHEDULE })
    expect(await rill.ended(id)).toMatchObject({ state: 'completed' })
    expect(await rill.sha256('x')).toBe(file.sha256())
  })
})
