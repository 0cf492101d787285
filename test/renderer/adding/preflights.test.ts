import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  endPreflights,
  usePreflights,
  wantPreflights,
} from '../../../src/renderer/stores/preflights'
import type { Look } from '../../../src/shared/adding/drafts'
import type { PreflightReport } from '../../../src/shared/adding/preflight'

const REPORT = { name: 'x', error: null, there: [] } as unknown as PreflightReport

const asked: { look: Look; answer: (report: PreflightReport | null) => void }[] = []
const cancelPreflights = vi.fn(() => {
  for (const { answer } of asked) answer(null)
  return Promise.resolve()
})

const looks = (...names: string[]): Look[] =>
  names.map((name) => ({
    ...{ url: `https://a.example/${name}`, dir: '/d', wishedName: null, options: {} },
  }))

const namesAsked = (): string[] => asked.map(({ look }) => look.url.slice(-1))

beforeEach(() => {
  asked.length = 0
  cancelPreflights.mockClear()
  const preflight = (look: Look): Promise<PreflightReport | null> =>
    new Promise((answer) => asked.push({ look, answer }))
  vi.stubGlobal('window', { rill: { preflight, cancelPreflights } })
})

afterEach(() => {
  endPreflights()
  vi.unstubAllGlobals()
})

describe('links that are looked at', () => {
  it('are six at a time, the first ones first', async () => {
    wantPreflights(looks('1', '2', '3', '4', '5', '6', '7', '8'))
    expect(namesAsked()).toEqual(['1', '2', '3', '4', '5', '6'])
    asked[3]?.answer(REPORT)
    await expect.poll(namesAsked).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    expect(usePreflights.getState().reports.get('https://a.example/4')).toBe(REPORT)
  })

  it('are not asked again for what is known', async () => {
    wantPreflights(looks('1'))
    asked[0]?.answer(REPORT)
    await expect.poll(() => usePreflights.getState().reports.size).toBe(1)
    wantPreflights(looks('1', '2'))
    expect(namesAsked()).toEqual(['1', '2'])
  })

  it('are asked again for another folder', async () => {
    wantPreflights(looks('1'))
    asked[0]?.answer(REPORT)
    await expect.poll(() => usePreflights.getState().reports.size).toBe(1)
    wantPreflights(looks('1').map((look) => ({ ...look, dir: '/other' })))
    expect(namesAsked()).toEqual(['1', '1'])
  })

  it('are called off when nobody wants them, and the others asked again', async () => {
    wantPreflights(looks('1', '2'))
    wantPreflights(looks('2', '3'))
    expect(cancelPreflights).toHaveBeenCalledOnce()
    await expect.poll(namesAsked).toEqual(['1', '2', '3', '2'])
  })

  it('are forgotten at the end', async () => {
    wantPreflights(looks('1'))
    asked[0]?.answer(REPORT)
    await expect.poll(() => usePreflights.getState().reports.size).toBe(1)
    endPreflights()
    expect(usePreflights.getState().reports.size).toBe(0)
  })
})
