import { describe, expect, it } from 'vitest'
import { addDraftsInSlices } from '../../src/main/shell/commands/add-in-slices'
import type { AddDrafts } from '../../src/shared/adding/drafts'

function anEngine() {
  let order: string[] = []
  return {
    order: () => order,
    addDrafts({ drafts, place }: AddDrafts): number[] {
      const urls = drafts.map(({ url }) => url)
      order = place === 'first' ? [...urls, ...order] : [...order, ...urls]
      return urls.map((url) => Number(url.slice(-5)))
    },
  }
}

describe('a long list of drafts', () => {
  it.each(['first', 'last'] as const)('keeps its order where it goes %s', async (place) => {
    const engine = anEngine()
    const urls = Array.from({ length: 12_000 }, (_, n) => `https://a.example/${10_000 + n}`)
    const drafts = urls.map((url) => ({ url }))
    const ids = await addDraftsInSlices(
      { additions: engine },
      {
        ...{ drafts, dir: '/d', options: {}, place, start: 'paused' },
      },
    )
    expect(engine.order()).toEqual(urls)
    expect(ids).toEqual(urls.map((_, n) => 10_000 + n))
  })
})
