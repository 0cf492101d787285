import { describe, expect, it } from 'vitest'
import { draft, FOLDER } from '../contracts/store-home'
import { openSqlite } from './sqlite-home'
import { tempFolder } from './temp-folder'

describe('what a new link would be the same as', () => {
  it('is found by any of its links, the newest first', () => {
    const store = openSqlite(tempFolder())
    const [one, two] = ['https://a.example/1', 'https://a.example/2']
    store.downloads.insert([draft({ url: one }), draft({ url: two }), draft({ url: one })])
    store.downloads.update(1, { state: 'completed' })
    expect(store.duplicates().ofLinks([one])).toEqual([3, 1])
    expect(store.duplicates().ofLinks([one, two])).toEqual([3, 2, 1])
    expect(store.duplicates().ofLinks(['https://a.example/3'])).toEqual([])
  })

  it('is found by its file', () => {
    const store = openSqlite(tempFolder())
    store.downloads.insert([draft(), draft(), draft({ dir: '/elsewhere' })])
    store.downloads.update(1, { state: 'completed', fileName: 'x.iso' })
    store.downloads.update(3, { fileName: 'x.iso' })
    expect(store.duplicates().ofFile(FOLDER, 'x.iso')).toEqual([1])
    expect(store.duplicates().ofFile(FOLDER, 'y.iso')).toEqual([])
  })
})
