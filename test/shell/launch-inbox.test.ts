import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { LaunchRequest } from '../../src/main/shell/launch-arguments'
import {
  drainLaunchInbox,
  enqueueLaunchRequest,
  listLaunchRequests,
} from '../../src/main/shell/launch-inbox'

const NOTHING: LaunchRequest = { links: [], files: [], notUnderstood: [] }

let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rill-launch-inbox-'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true })
  vi.restoreAllMocks()
  vi.useRealTimers()
})

async function takeLinks(): Promise<string[]> {
  const links: string[] = []
  await drainLaunchInbox(dataDir, async (request) => {
    links.push(...request.links)
  })
  return links
}

it('gives what was left, oldest first, and once', async () => {
  vi.useFakeTimers()
  for (const link of ['http://a.test/', 'http://b.test/']) {
    enqueueLaunchRequest(dataDir, { ...NOTHING, links: [link] })
    vi.advanceTimersByTime(1)
  }
  expect(await takeLinks()).toEqual(['http://a.test/', 'http://b.test/'])
  expect(await takeLinks()).toEqual([])
})

it('leaves nothing for a start that brings nothing', () => {
  enqueueLaunchRequest(dataDir, NOTHING)
  expect(listLaunchRequests(dataDir)).toEqual([])
})

it('keeps what could not be taken', async () => {
  enqueueLaunchRequest(dataDir, { ...NOTHING, links: ['http://a.test/'] })
  const refuse = (): Promise<void> => Promise.reject(new Error('the disk is full'))
  await expect(drainLaunchInbox(dataDir, refuse)).rejects.toThrow('the disk is full')
  expect(await takeLinks()).toEqual(['http://a.test/'])
})

it('passes over a file that it cannot read', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  mkdirSync(join(dataDir, 'launch-inbox'))
  writeFileSync(join(dataDir, 'launch-inbox', '0-1.json'), '{"links":')
  enqueueLaunchRequest(dataDir, { ...NOTHING, links: ['http://a.test/'] })
  expect(await takeLinks()).toEqual(['http://a.test/'])
  expect(listLaunchRequests(dataDir)).toEqual([])
})
