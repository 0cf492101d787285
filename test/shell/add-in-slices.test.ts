import { expect, it } from 'vitest'
import { addInSlices } from '../../src/main/shell/commands/add-in-slices'

const links = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `https://a.example/${index}`)

function anEngine(failsAt = Number.POSITIVE_INFINITY) {
  const added: string[] = []
  return {
    added,
    addMany({ urls }: { readonly urls: readonly string[] }): number[] {
      if (added.length >= failsAt) throw new Error('the disk is full')
      return urls.map((url) => added.push(url))
    },
  }
}

it('adds all in their order, and lets others run in between', async () => {
  const engine = anEngine()
  const urls = links(12_345)
  const seen = new Set<number>()
  const immediate = (): void => {
    seen.add(engine.added.length)
    if (engine.added.length < urls.length) setImmediate(immediate)
  }
  setImmediate(immediate)
  const ids = await addInSlices({ additions: engine }, { urls, dir: '/d', paused: true })
  expect(engine.added).toEqual(urls)
  expect(ids).toEqual(urls.map((_, index) => index + 1))
  expect([...seen].filter((count) => count > 0 && count < urls.length).length).toBeGreaterThan(0)
})

it('keeps what was added before something fails', async () => {
  const engine = anEngine(5_000)
  const adding = addInSlices(
    { additions: engine },
    { urls: links(5_001), dir: '/d', paused: false },
  )
  await expect(adding).rejects.toThrow('the disk is full')
  expect(engine.added).toHaveLength(5_000)
})
