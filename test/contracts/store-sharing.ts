import { describe, expect, it } from 'vitest'
import { draft, FOLDER, insert, type StoreHome } from './store-home'

const URL = 'https://a.example/x'
const OTHER_URL = 'https://a.example/y'

/** The promises of `Store` on who works on which download. */
export function describeSharing(makeHome: () => StoreHome): void {
  describe('claiming an unfinished download', () => {
    it('takes the one of the same link, folder and wished name', () => {
      const home = makeHome()
      const before = home.open()
      const plain = insert(before)
      const named = insert(before, { wishedName: 'y' })
      insert(before, { dir: '/other' })
      before.end()
      const after = home.open()
      expect(after.claimUnfinished(URL, FOLDER, 'y')?.id).toBe(named.id)
      expect(after.claimUnfinished(URL, FOLDER, null)?.id).toBe(plain.id)
      expect(after.claimUnfinished(URL, FOLDER, 'z')).toBeNull()
      expect(after.claimUnfinished('https://a.example/y', FOLDER, null)).toBeNull()
    })

    it('passes over completed ones and brings the segments', () => {
      const home = makeHome()
      const before = home.open()
      before.update(insert(before).id, { state: 'completed' })
      const { id } = insert(before)
      before.update(id, { state: 'failed' })
      before.checkpoint(id, [{ start: 0, position: 1, end: 2 }])
      before.end()
      expect(home.open().claimUnfinished(URL, FOLDER, null)).toMatchObject({
        id,
        segments: [{ start: 0, position: 1, end: 2 }],
      })
    })

    it('takes a completed one that was left before those beside it had ended', () => {
      const home = makeHome()
      const before = home.open()
      const { id } = insert(before)
      const beside = insert(before, { url: OTHER_URL })
      before.update(id, { state: 'completed' })
      before.update(beside.id, { state: 'downloading' })
      before.end()
      const after = home.open()
      expect(after.claimUnfinished(URL, FOLDER, null)).toMatchObject({ id, state: 'completed' })
      expect(after.claimUnfinished(OTHER_URL, FOLDER, null)?.id).toBe(beside.id)
      after.update(beside.id, { state: 'failed' })
      after.end()
      const last = home.open()
      expect(last.claimUnfinished(URL, FOLDER, null)).toBeNull()
      expect(last.claimUnfinished(OTHER_URL, FOLDER, null)?.id).toBe(beside.id)
    })

    it('passes over a completed one once somebody has taken all', () => {
      const home = makeHome()
      const before = home.open()
      before.update(insert(before).id, { state: 'completed' })
      insert(before, { url: OTHER_URL })
      before.end()
      const app = home.open()
      expect(app.claimAll()).toMatchObject([{ url: OTHER_URL }])
      app.end()
      expect(home.open().claimUnfinished(URL, FOLDER, null)).toBeNull()
    })

    it('takes one that was completed once more, and left again', () => {
      const home = makeHome()
      const before = home.open()
      const { id } = insert(before)
      before.update(id, { state: 'completed' })
      before.claimAll()
      before.update(id, { state: 'failed' })
      before.end()
      const after = home.open()
      after.claimUnfinished(URL, FOLDER, null)
      after.update(id, { state: 'completed' })
      insert(after, { url: OTHER_URL })
      after.end()
      expect(home.open().claimUnfinished(URL, FOLDER, null)?.id).toBe(id)
    })

    it('leaves alone what another process works on', () => {
      const home = makeHome()
      const one = home.open()
      const { id } = insert(one)
      const other = home.open()
      expect(other.claimUnfinished(URL, FOLDER, null)).toBeNull()
      expect(other.claimAll()).toEqual([])
      one.end()
      expect(other.claimUnfinished(URL, FOLDER, null)?.id).toBe(id)
      expect(home.open().claimAll()).toEqual([])
    })
  })

  describe('claiming all', () => {
    it('leaves what is completed to everybody', () => {
      const home = makeHome()
      const before = home.open()
      const { id } = insert(before)
      const segments = [{ start: 0, position: 2, end: 2 }]
      before.checkpoint(id, segments)
      before.update(id, { state: 'completed', fileName: 'x', finishedAtMs: 1 })
      insert(before, { url: OTHER_URL })
      before.update(id, { rank: 5 })
      const first = insert(before)
      before.update(first.id, { state: 'completed' })
      before.end()
      const [app, other] = [home.open(), home.open()]
      expect(app.claimAll()).toMatchObject([{ url: OTHER_URL }])
      expect(app.allCompleted()).toMatchObject([{ id }, { id: first.id }])
      expect(other.allCompleted()).toEqual(app.allCompleted())
      expect(other.completed(id)).toMatchObject({ id, fileName: 'x', segments })
      expect(other.completed(2)).toBeNull()
      expect(other.completed(9)).toBeNull()
      expect(other.claimFinished(FOLDER, 'x')?.id).toBe(id)
    })
  })

  describe('claiming one', () => {
    it('takes it, whatever its state, unless another process has it', () => {
      const home = makeHome()
      const [one, other] = [home.open(), home.open()]
      const ids = one.insert([draft(), draft()]).map(({ id }) => id)
      one.update(1, { state: 'completed' })
      expect(ids.map((id) => other.claim(id))).toEqual([null, null])
      one.end()
      const last = home.open()
      expect(ids.map((id) => other.claim(id)?.state)).toEqual(['completed', 'queued'])
      expect(ids.map((id) => last.claim(id))).toEqual([null, null])
      expect(other.claim(9)).toBeNull()
    })
  })

  describe('removing what is completed', () => {
    it('passes over the others, and what another process has', () => {
      const home = makeHome()
      const [one, other] = [home.open(), home.open()]
      one.insert([draft(), draft(), draft()])
      other.insert([draft()])
      for (const id of [1, 3]) one.update(id, { state: 'completed' })
      other.update(4, { state: 'completed' })
      expect(one.removeCompleted([1, 2, 4, 9])).toEqual([1])
      expect(one.removeCompleted([])).toEqual([])
      expect(one.allCompleted().map(({ id }) => id)).toEqual([3, 4])
      other.end()
      expect(one.removeCompleted([3, 4])).toEqual([3, 4])
      expect(one.claimAll().map(({ id }) => id)).toEqual([2])
    })
  })

  describe('what is discarded', () => {
    const discarded = { atMs: 7, withFile: true }

    it('is found by nobody but who asks for it, and can come back', () => {
      const home = makeHome()
      const store = home.open()
      store.insert([draft(), draft({ url: OTHER_URL }), draft()])
      const finished = { state: 'completed', fileName: 'x', finishedAtMs: 1 } as const
      store.update(1, finished)
      store.updateAll([1, 2], { discarded })
      expect(store.completed(1)).toBeNull()
      expect(store.allCompleted()).toEqual([])
      expect(store.claimFinished(FOLDER, 'x')).toBeNull()
      expect(store.claimUnfinished(OTHER_URL, FOLDER, null)).toBeNull()
      expect(store.removeCompleted([1])).toEqual([])
      expect(store.claimCompleted([1])).toEqual([])
      expect(store.claimAll().map(({ id }) => id)).toEqual([3])
      store.end()
      const after = home.open()
      expect(after.claimAll().map(({ id }) => id)).toEqual([3])
      expect(after.claimDiscarded()).toMatchObject([
        { id: 1, discarded, state: 'completed' },
        { id: 2, discarded, state: 'queued' },
      ])
      after.updateAll([1, 2], { discarded: null })
      expect(after.claimDiscarded()).toEqual([])
      expect(after.completed(1)).toMatchObject({ discarded: null })
      expect(after.claimAll().map(({ id }) => id)).toEqual([2, 3])
    })

    it('keeps the name of its part file', () => {
      const store = makeHome().open()
      store.update(insert(store).id, { partName: 'x.part', discarded })
      expect(store.hasPart(FOLDER, 'x.part')).toBe(true)
    })

    it('stays with the process that has it', () => {
      const home = makeHome()
      const [one, other] = [home.open(), home.open()]
      one.insert([draft(), draft(), draft()])
      one.updateAll([1, 2], { state: 'completed' })
      expect(other.claimCompleted([1, 2, 3])).toEqual([])
      one.update(3, { discarded })
      expect(other.claimDiscarded()).toEqual([])
      one.end()
      expect(other.claimCompleted([1, 2, 9])).toEqual([1, 2])
      expect(other.claimCompleted([])).toEqual([])
      expect(home.open().claimCompleted([1, 2])).toEqual([])
    })
  })

  describe('claiming a finished file', () => {
    it('takes the newest download that finished it, and no other', () => {
      const home = makeHome()
      const before = home.open()
      const names = { fileName: 'x.iso', partName: 'x.iso.part' }
      const finish = { ...names, state: 'completed', finishedAtMs: 1 } as const
      const [first, second, third] = [insert(before), insert(before), insert(before)]
      before.update(first.id, finish)
      before.update(second.id, finish)
      before.update(third.id, names)
      before.update(insert(before, { dir: '/other' }).id, finish)
      before.end()
      const after = home.open()
      expect(after.claimFinished(FOLDER, 'x.iso')?.id).toBe(second.id)
      expect(after.claimFinished(FOLDER, 'y.iso')).toBeNull()
      expect(home.open().claimFinished(FOLDER, 'x.iso')).toBeNull()
      after.update(second.id, { state: 'failed' })
      expect(after.claimFinished(FOLDER, 'x.iso')).toMatchObject({
        id: second.id,
        state: 'failed',
      })
    })
  })

  describe('a part file', () => {
    it('is taken while a download of any process is not completed', () => {
      const home = makeHome()
      const store = home.open()
      const { id } = insert(store)
      store.update(id, { partName: 'x.part' })
      const other = home.open()
      expect(other.hasPart(FOLDER, 'x.part')).toBe(true)
      expect(other.hasPart('/other', 'x.part')).toBe(false)
      store.update(id, { state: 'completed' })
      expect(other.hasPart(FOLDER, 'x.part')).toBe(false)
    })
  })

  describe('another process in the same place', () => {
    it('keeps its downloads; killed, it has lost nothing and is succeeded', async () => {
      const home = makeHome()
      const store = home.open()
      const mine = insert(store, { url: 'https://a.example/mine' })
      const other = await home.startProcess('https://a.example/theirs')
      expect(store.claimAll().map(({ id }) => id)).toEqual([mine.id])
      expect(store.claimUnfinished('https://a.example/theirs', FOLDER, null)).toBeNull()

      await other.kill()
      expect(store.claimAll()).toMatchObject([
        { id: mine.id },
        {
          id: other.id,
          url: 'https://a.example/theirs',
          state: 'downloading',
          partName: 'x.part',
          lengthBytes: 100,
          segments: [{ start: 0, position: 40, end: 100 }],
        },
      ])
      expect(store.settings().simultaneousDownloads).toBe(3)
    })
  })
}
