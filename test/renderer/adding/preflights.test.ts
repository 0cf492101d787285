import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  clearPreflights,
  requestPreflights,
  usePreflights,
} from '../../../src/renderer/stores/preflights'
import type { PreflightRequest } from '../../../src/shared/adding/drafts'
import type { PreflightReport } from '../../../src/shared/adding/preflight'

const REPORT = { name: 'x', error: null, there: [] } as unknown as PreflightReport

const asked: { look: PreflightRequest; answer: (report: PreflightReport | null) => void }[] = []
const cancelPreflights = vi.fn(() => {
  for (const { answer } of asked) answer(null)
  return Promise.resolve()
})

const looks = (...names: string[]): PreflightRequest[] =>
  names.map((name) => ({
    ...{ url: `https://a.example/${name}`, dir: '/d', wishedName: null, options: {} },
  }))

const namesAsked = (): string[] => asked.map(({ look }) => look.url.slice(-1))

beforeEach(() => {
  asked.length = 0
  cancelPreflights.mockClear()
  const preflight = (look: PreflightRequest): Promise<PreflightReport | null> =>
    new Promise((answer) => asked.push({ look, answer }))
  vi.stubGlobal('window', { rill: { preflight, cancelPreflights } })
})

afterEach(() => {
  clearPreflights()
  vi.unstubAllGlobals()
})

describe('links that are looked at', () => {
  it('are six at a time, the first ones first', async () => {
    requestPreflights(looks('1', '2', '3', '4', '5', '6', '7', '8'))
    expect(namesAsked()).toEqual(['1', '2', '3', '4', '5', '6'])
    asked[3]?.answer(REPORT)
    await expect.poll(namesAsked).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    expect(usePreflights.getState().reports.get('https://a.example/4')).toBe(REPORT)
  })

  it('are not asked again for what is known', async () => {
    requestPreflights(looks('1'))
    asked[0]?.answer(REPORT)
    await expect.poll(() => usePreflights.getState().reports.size).toBe(1)
    requestPreflights(looks('1', '2'))
    expect(namesAsked()).toEqual(['1', '2'])
  })

  it('are asked again for another folder', async () => {
    requestPreflights(looks('1'))
    asked[0]?.answer(REPORT)
    await expect.poll(() => usePreflights.getState().reports.size).toBe(1)
    requestPreflights(looks('1').map((look) => ({ ...look, dir: '/other' })))
    expect(namesAsked()).toEqual(['1', '1'])
  })

  it('are called off when nobody wants them, and the others asked again', async () => {
    requestPreflights(looks('1', '2'))
    requestPreflights(looks('2', '3'))
    expect(cancelPreflights).toHaveBeenCalledOnce()
    await expect.poll(namesAsked).toEqual(['1', '2', '3', '2'])
  })

  it('are forgotten at the end', async () => {
    requestPreflights(looks('1'))
    asked[0]?.answer(REPORT)
    await expect.poll(() => usePreflights.getState().reports.size).toBe(1)
    clearPreflights()
    expect(usePreflights.getState().reports.size).toBe(0)
  })
})
