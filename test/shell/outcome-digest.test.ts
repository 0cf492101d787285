import { expect, it } from 'vitest'
import { digestOutcomes } from '../../src/main/shell/outcome-digest'
import type { DownloadView } from '../../src/shared/download'
import { aView } from '../renderer/a-view'

const completed = (count: number): DownloadView[] =>
  Array.from({ length: count }, (_, index) =>
    aView({ id: index + 1, name: `${index + 1}.iso`, state: 'completed' }),
  )

const failed = aView({
  id: 9,
  name: 'lost.zip',
  state: 'failed',
  error: { code: 'not-found', facts: { host: 'a.test' } },
})

it('says nothing about nothing', () => {
  expect(digestOutcomes([], [])).toEqual([])
})

it('names a single completed download', () => {
  expect(digestOutcomes(completed(1), [])).toEqual([
    { kind: 'completed', title: 'Download completed', body: '1.iso', ids: [1] },
  ])
})

it('tells why a single download failed and what to do', () => {
  const [digest] = digestOutcomes([], [failed])
  expect(digest?.title).toBe('Download failed')
  expect(digest?.body).toMatch(/^lost\.zip: a\.test has no such file \(404\)\. Check/)
})

it('joins several and names the first three', () => {
  expect(digestOutcomes(completed(5), [])).toEqual([
    {
      kind: 'completed',
      title: '5 downloads completed',
      body: '1.iso, 2.iso, 3.iso and 2 more',
      ids: [1, 2, 3, 4, 5],
    },
  ])
})

it('keeps failures apart from completions', () => {
  const kinds = digestOutcomes(completed(2), [failed]).map(({ kind }) => kind)
  expect(kinds).toEqual(['completed', 'failed'])
})
