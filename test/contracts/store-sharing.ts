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
      expect(after.claims.takeUnfinished(URL, FOLDER, 'y')?.id).toBe(named.id)
      expect(after.claims.takeUnfinished(URL, FOLDER, null)?.id).toBe(plain.id)
      expect(after.claims.takeUnfinished(URL, FOLDER, 'z')).toBeNull()
      expect(after.claims.takeUnfinished('https://a.example/y', FOLDER, null)).toBeNull()
    })

    it('passes over completed ones and brings the segments', () => {
      const home = makeHome()
      const before = home.open()
      before.downloads.update(insert(before).id, { state: 'completed' })
      const { id } = insert(before)
      before.downloads.update(id, { state: 'failed' })
      before.checkpoints.write(id, [{ start: 0, position: 1, end: 2 }])
      before.end()
      expect(home.open().claims.takeUnfinished(URL, FOLDER, null)).toMatchObject({
        id,
        segments: [{ start: 0, position: 1, end: 2 }],
      })
    })

    it('takes a completed one that was left before those beside it had ended', () => {
      const home = makeHome()
      const before = home.open()
      const { id } = insert(before)
      const beside = insert(before, { url: OTHER_URL })
      before.downloads.update(id, { state: 'completed' })
      before.downloads.update(beside.id, { state: 'downloading' })
      before.end()
      const after = home.open()
      expect(after.claims.takeUnfinished(URL, FOLDER, null)).toMatchObject({
        id,
        state: 'completed',
      })
      expect(after.claims.takeUnfinished(OTHER_URL, FOLDER, null)?.id).toBe(beside.id)
      after.downloads.update(beside.id, { state: 'failed' })
      after.end()
      const last = home.open()
      expect(last.claims.takeUnfinished(URL, FOLDER, null)).toBeNull()
      expect(last.claims.takeUnfinished(OTHER_URL, FOLDER, null)?.id).toBe(beside.id)
    })

    it('passes over a completed one once somebody has taken all', () => {
      const home = makeHome()
      const before = home.open()
      before.downloads.update(insert(before).id, { state: 'completed' })
      insert(before, { url: OTHER_URL })
      before.end()
      const app = home.open()
      expect(app.claims.takeAll()).toMatchObject([{ url: OTHER_URL }])
      app.end()
      expect(home.open().claims.takeUnfinished(URL, FOLDER, null)).toBeNull()
    })

    it('takes one that was completed once more, and left again', () => {
      const home = makeHome()
      const before = home.open()
      const { id } = insert(before)
      before.downloads.update(id, { state: 'completed' })
      before.claims.takeAll()
      before.downloads.update(id, { state: 'failed' })
      before.end()
      const after = home.open()
      after.claims.takeUnfinished(URL, FOLDER, null)
      after.downloads.update(id, { state: 'completed' })
      insert(after, { url: OTHER_URL })
      after.end()
      expect(home.open().claims.takeUnfinished(URL, FOLDER, null)?.id).toBe(id)
    })

    it('leaves alone what another process works on', () => {
      const home = makeHome()
      const one = home.open()
      const { id } = insert(one)
      const other = home.open()
      expect(other.claims.takeUnfinished(URL, FOLDER, null)).toBeNull()
      expect(other.claims.takeAll()).toEqual([])
      one.end()
      expect(other.claims.takeUnfinished(URL, FOLDER, null)?.id).toBe(id)
      expect(home.open().claims.takeAll()).toEqual([])
    })
  })

  describe('claiming all', () => {
    it('leaves what is completed to everybody', () => {
      const home = makeHome()
      const before = home.open()
      const { id } = insert(before)
      const segments = [{ start: 0, position: 2, end: 2 }]
      before.checkpoints.write(id, segments)
      before.downloads.update(id, { state: 'completed', fileName: 'x', finishedAtMs: 1 })
      insert(before, { url: OTHER_URL })
      before.downloads.update(id, { rank: 5 })
      const first = insert(before)
      before.downloads.update(first.id, { state: 'completed' })
      before.end()
      const [app, other] = [home.open(), home.open()]
      expect(app.claims.takeAll()).toMatchObject([{ url: OTHER_URL }])
      expect(app.downloads.allCompleted()).toMatchObject([{ id }, { id: first.id }])
      expect(other.downloads.allCompleted()).toEqual(app.downloads.allCompleted())
      expect(other.downloads.completed(id)).toMatchObject({ id, fileName: 'x', segments })
      expect(other.downloads.completed(2)).toBeNull()
      expect(other.downloads.completed(9)).toBeNull()
      expect(other.claims.takeFinished(FOLDER, 'x')?.id).toBe(id)
    })
  })

  describe('claiming one', () => {
    it('takes it, whatever its state, unless another process has it', () => {
      const home = makeHome()
      const [one, other] = [home.open(), home.open()]
      const ids = one.downloads.insert([draft(), draft()]).map(({ id }) => id)
      one.downloads.update(1, { state: 'completed' })
      expect(ids.map((id) => other.claims.take(id))).toEqual([null, null])
      one.end()
      const last = home.open()
      expect(ids.map((id) => other.claims.take(id)?.state)).toEqual(['completed', 'queued'])
      expect(ids.map((id) => last.claims.take(id))).toEqual([null, null])
      expect(other.claims.take(9)).toBeNull()
    })
  })

  describe('removing what is completed', () => {
    it('passes over the others, and what another process has', () => {
      const home = makeHome()
      const [one, other] = [home.open(), home.open()]
      one.downloads.insert([draft(), draft(), draft()])
      other.downloads.insert([draft()])
      for (const id of [1, 3]) one.downloads.update(id, { state: 'completed' })
      other.downloads.update(4, { state: 'completed' })
      expect(one.claims.removeCompleted([1, 2, 4, 9])).toEqual([1])
      expect(one.claims.removeCompleted([])).toEqual([])
      expect(one.downloads.allCompleted().map(({ id }) => id)).toEqual([3, 4])
      other.end()
      expect(one.claims.removeCompleted([3, 4])).toEqual([3, 4])
      expect(one.claims.takeAll().map(({ id }) => id)).toEqual([2])
    })
  })

  describe('what is trashed', () => {
    const trashed = { atMs: 7, withFile: true }

    it('is found by nobody but who asks for it, and can come back', () => {
      const home = makeHome()
      const store = home.open()
      store.downloads.insert([draft(), draft({ url: OTHER_URL }), draft()])
      const finished = { state: 'completed', fileName: 'x', finishedAtMs: 1 } as const
      store.downloads.update(1, finished)
      store.downloads.updateAll([1, 2], { trashed })
      expect(store.downloads.completed(1)).toBeNull()
      expect(store.downloads.allCompleted()).toEqual([])
      expect(store.claims.takeFinished(FOLDER, 'x')).toBeNull()
      expect(store.claims.takeUnfinished(OTHER_URL, FOLDER, null)).toBeNull()
      expect(store.claims.removeCompleted([1])).toEqual([])
      expect(store.claims.takeCompleted([1])).toEqual([])
      expect(store.claims.takeAll().map(({ id }) => id)).toEqual([3])
      store.end()
      const after = home.open()
      expect(after.claims.takeAll().map(({ id }) => id)).toEqual([3])
      expect(after.claims.takeTrashed()).toMatchObject([
        { id: 1, trashed, state: 'completed' },
        { id: 2, trashed, state: 'queued' },
      ])
      after.downloads.updateAll([1, 2], { trashed: null })
      expect(after.claims.takeTrashed()).toEqual([])
      expect(after.downloads.completed(1)).toMatchObject({ trashed: null })
      expect(after.claims.takeAll().map(({ id }) => id)).toEqual([2, 3])
    })

    it('keeps the name of its part file', () => {
      const store = makeHome().open()
      store.downloads.update(insert(store).id, { partName: 'x.part', trashed })
      expect(store.downloads.hasPart(FOLDER, 'x.part')).toBe(true)
    })

    it('stays with the process that has it', () => {
      const home = makeHome()
      const [one, other] = [home.open(), home.open()]
      one.downloads.insert([draft(), draft(), draft()])
      one.downloads.updateAll([1, 2], { state: 'completed' })
      expect(other.claims.takeCompleted([1, 2, 3])).toEqual([])
      one.downloads.update(3, { trashed })
      expect(other.claims.takeTrashed()).toEqual([])
      one.end()
      expect(other.claims.takeCompleted([1, 2, 9])).toEqual([1, 2])
      expect(other.claims.takeCompleted([])).toEqual([])
      expect(home.open().claims.takeCompleted([1, 2])).toEqual([])
    })
  })

  describe('claiming a finished file', () => {
    it('takes the newest download that finished it, and no other', () => {
      const home = makeHome()
      const before = home.open()
      const names = { fileName: 'x.iso', partName: 'x.iso.part' }
      const finish = { ...names, state: 'completed', finishedAtMs: 1 } as const
      const [first, second, third] = [insert(before), insert(before), insert(before)]
      before.downloads.update(first.id, finish)
      before.downloads.update(second.id, finish)
      before.downloads.update(third.id, names)
      before.downloads.update(insert(before, { dir: '/other' }).id, finish)
      before.end()
      const after = home.open()
      expect(after.claims.takeFinished(FOLDER, 'x.iso')?.id).toBe(second.id)
      expect(after.claims.takeFinished(FOLDER, 'y.iso')).toBeNull()
      expect(home.open().claims.takeFinished(FOLDER, 'x.iso')).toBeNull()
      after.downloads.update(second.id, { state: 'failed' })
      expect(after.claims.takeFinished(FOLDER, 'x.iso')).toMatchObject({
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
      store.downloads.update(id, { partName: 'x.part' })
      const other = home.open()
      expect(other.downloads.hasPart(FOLDER, 'x.part')).toBe(true)
      expect(other.downloads.hasPart('/other', 'x.part')).toBe(false)
      store.downloads.update(id, { state: 'completed' })
      expect(other.downloads.hasPart(FOLDER, 'x.part')).toBe(false)
    })
  })

  describe('another process in the same place', () => {
    it('keeps its downloads; killed, it has lost nothing and is succeeded', async () => {
      const home = makeHome()
      const store = home.open()
      const mine = insert(store, { url: 'https://a.example/mine' })
      const other = await home.startProcess('https://a.example/theirs')
      expect(store.claims.takeAll().map(({ id }) => id)).toEqual([mine.id])
      expect(store.claims.takeUnfinished('https://a.example/theirs', FOLDER, null)).toBeNull()

      await other.kill()
      expect(store.claims.takeAll()).toMatchObject([
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
      expect(store.settings.read().simultaneousDownloads).toBe(3)
    })
  })
}
