import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { leaveArrival, listArrivals, takeArrivals } from '../../src/main/shell/arrivals'
import type { Arrival } from '../../src/main/shell/launch-arguments'

const NOTHING: Arrival = { links: [], files: [], notUnderstood: [] }

let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rill-arrivals-'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true })
  vi.restoreAllMocks()
  vi.useRealTimers()
})

async function takeLinks(): Promise<string[]> {
  const links: string[] = []
  await takeArrivals(dataDir, async (arrival) => {
    links.push(...arrival.links)
  })
  return links
}

it('gives what was left, oldest first, and once', async () => {
  vi.useFakeTimers()
  for (const link of ['http://a.test/', 'http://b.test/']) {
    leaveArrival(dataDir, { ...NOTHING, links: [link] })
    vi.advanceTimersByTime(1)
  }
  expect(await takeLinks()).toEqual(['http://a.test/', 'http://b.test/'])
  expect(await takeLinks()).toEqual([])
})

it('leaves nothing for a start that brings nothing', () => {
  leaveArrival(dataDir, NOTHING)
  expect(listArrivals(dataDir)).toEqual([])
})

it('keeps what could not be taken', async () => {
  leaveArrival(dataDir, { ...NOTHING, links: ['http://a.test/'] })
  const refuse = (): Promise<void> => Promise.reject(new Error('the disk is full'))
  await expect(takeArrivals(dataDir, refuse)).rejects.toThrow('the disk is full')
  expect(await takeLinks()).toEqual(['http://a.test/'])
})

it('passes over a file that it cannot read', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  mkdirSync(join(dataDir, 'arrivals'))
  writeFileSync(join(dataDir, 'arrivals', '0-1.json'), '{"links":')
  leaveArrival(dataDir, { ...NOTHING, links: ['http://a.test/'] })
  expect(await takeLinks()).toEqual(['http://a.test/'])
  expect(listArrivals(dataDir)).toEqual([])
})
