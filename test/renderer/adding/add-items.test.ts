import { describe, expect, it } from 'vitest'
import { type ItemContext, itemMaker, roomFor } from '../../../src/renderer/lib/adding/add-items'
import { addRequest } from '../../../src/renderer/lib/adding/add-request'
import { recognise } from '../../../src/renderer/link-input/recognise'
import type { PreflightReport } from '../../../src/shared/adding/preflight'

const ONE = 'https://a.example/one.mkv'
const TWO = 'https://a.example/two.iso'

const REPORT: PreflightReport = {
  name: 'real.mkv',
  finalUrl: ONE,
  lengthBytes: 1000,
  resumable: true,
  contentType: null,
  validator: 'strong',
  error: null,
  fileThere: null,
  isPartThere: false,
  there: [],
}

const CONTEXT: ItemContext = {
  edits: new Map(),
  reports: new Map(),
  typedDir: null,
  folder: '/downloads',
  categories: [{ id: 'video', extensions: ['mkv'], hosts: [], folder: '/videos' }],
  whenThere: 'rename',
}

function items(text: string, changes: Partial<ItemContext> = {}) {
  return itemMaker()(recognise(text).links, { ...CONTEXT, ...changes })
}

function request(text: string, changes: Partial<ItemContext> = {}) {
  const { whenThere } = { ...CONTEXT, ...changes }
  return addRequest(items(text, changes), {
    ...{ dir: '/downloads', options: {}, place: 'last', start: 'now', whenThere },
  })
}

describe('an item', () => {
  it('is called as was wished, else as the server says, else by its link', () => {
    const reports = new Map([[ONE, REPORT]])
    expect(items(ONE)[0]?.name).toBe('one.mkv')
    expect(items(ONE, { reports })[0]?.name).toBe('real.mkv')
    expect(items(`${ONE} mine.mkv`, { reports })[0]?.name).toBe('mine.mkv')
    const edits = new Map([[ONE, { name: 'typed.mkv' }]])
    expect(items(`${ONE} mine.mkv`, { reports, edits })[0]?.name).toBe('typed.mkv')
  })

  it('goes to the folder of its category, unless another one is typed', () => {
    const dirs = (changes: Partial<ItemContext>) =>
      items(`${ONE}\n${TWO}`, changes).map(({ dir }) => dir)
    expect(dirs({})).toEqual(['/videos', '/downloads'])
    expect(dirs({ typedDir: '/here' })).toEqual(['/here', '/here'])
  })

  it('is not there when it was taken out', () => {
    const edits = new Map([[ONE, { removed: true as const }]])
    expect(items(`${ONE}\n${TWO}`, { edits }).map(({ url }) => url)).toEqual([TWO])
  })

  it.each([
    [{}, []],
    [{ fileThere: { lengthBytes: 1 } }, ['rename', 'overwrite', 'skip']],
    [{ isPartThere: true }, ['rename', 'skip']],
    [{ there: [old('completed')] }, ['rename', 'skip', 'show']],
    [{ there: [old('paused')] }, ['rename', 'skip', 'show', 'relink']],
  ])('offers what can be done where there is %j', (there, choices) => {
    const reports = new Map([[ONE, { ...REPORT, ...there }]])
    expect(items(ONE, { reports })[0]?.choices).toEqual(choices)
  })

  it('is the same object while nothing about it changes', () => {
    const make = itemMaker()
    const { links } = recognise(`${ONE}\n${TWO}`)
    const before = make(links, CONTEXT)
    const after = make(links, { ...CONTEXT, reports: new Map([[ONE, REPORT]]) })
    expect(after[0]).not.toBe(before[0])
    expect(after[1]).toBe(before[1])
  })
})

describe('the room that is needed', () => {
  it('counts what goes to the folder, and what has no length yet', () => {
    const reports = new Map([[ONE, REPORT]])
    const all = items(`${ONE}\n${TWO}`, { reports, typedDir: '/here' })
    expect(roomFor(all, '/here')).toEqual({ neededBytes: 1000, unknown: 1 })
    expect(roomFor(all, '/else')).toEqual({ neededBytes: 0, unknown: 0 })
  })
})

describe('what is asked to be added', () => {
  it('has only what differs from that which is said of all', () => {
    expect(request(`${ONE}\n${TWO} mine.iso\n${'ab'.repeat(32)}`).request).toEqual({
      drafts: [
        { url: ONE, dir: '/videos' },
        {
          url: TWO,
          wishedName: 'mine.iso',
          options: { checksums: [{ algorithm: 'sha256', hex: 'ab'.repeat(32) }] },
        },
      ],
      dir: '/downloads',
      options: { onConflict: 'rename' },
      place: 'last',
      start: 'now',
    })
  })

  it.each([
    ['overwrite', { fileThere: { lengthBytes: 1 } }, 1, { onConflict: 'overwrite' }],
    ['rename', { fileThere: { lengthBytes: 1 } }, 1, undefined],
    ['skip', { fileThere: { lengthBytes: 1 } }, 0, undefined],
  ] as const)('follows the choice to %s', (choice, there, count, options) => {
    const reports = new Map([[ONE, { ...REPORT, ...there }]])
    const edits = new Map([[ONE, { choice }]])
    const drafts = request(ONE, { reports, edits }).request?.drafts ?? []
    expect(drafts).toHaveLength(count)
    expect(drafts[0]?.options).toEqual(options)
  })

  it('gives an old download the link, or shows it', () => {
    const reports = new Map([[ONE, { ...REPORT, there: [old('paused')] }]])
    const chosen = (choice: 'relink' | 'show') =>
      request(ONE, { reports, edits: new Map([[ONE, { choice }]]) })
    expect(chosen('relink')).toEqual({ request: null, relinked: [{ id: 7, url: ONE }], shown: 7 })
    expect(chosen('show')).toEqual({ request: null, relinked: [], shown: 7 })
  })

  it('has a typed checksum for a single link alone', () => {
    const options = { checksums: [{ algorithm: 'md5', hex: 'ab'.repeat(16) } as const] }
    const asked = (text: string) =>
      addRequest(items(text), {
        ...{ dir: '/d', options, place: 'last', start: 'now', whenThere: 'rename' },
      }).request?.options.checksums
    expect(asked(ONE)).toEqual(options.checksums)
    expect(asked(`${ONE}\n${TWO}`)).toBeUndefined()
  })
})

function old(state: 'paused' | 'completed') {
  return { id: 7, name: 'one.mkv', dir: '/videos', state, why: 'link' } as const
}
