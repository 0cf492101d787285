import { describe, expect, it } from 'vitest'
import { draft, FOLDER } from '../contracts/store-home'
import { openSqlite } from './sqlite-home'
import { tempFolder } from './temp-folder'

describe('what a new link would be the same as', () => {
  it('is found by any of its links, the newest first', () => {
    const store = openSqlite(tempFolder())
    const [one, two] = ['https://a.example/1', 'https://a.example/2']
    store.insert([draft({ url: one }), draft({ url: two }), draft({ url: one })])
    store.update(1, { state: 'completed' })
    expect(store.known().ofLinks([one])).toEqual([3, 1])
    expect(store.known().ofLinks([one, two])).toEqual([3, 2, 1])
    expect(store.known().ofLinks(['https://a.example/3'])).toEqual([])
  })

  it('is found by its file', () => {
    const store = openSqlite(tempFolder())
    store.insert([draft(), draft(), draft({ dir: '/elsewhere' })])
    store.update(1, { state: 'completed', fileName: 'x.iso' })
    store.update(3, { fileName: 'x.iso' })
    expect(store.known().ofFile(FOLDER, 'x.iso')).toEqual([1])
    expect(store.known().ofFile(FOLDER, 'y.iso')).toEqual([])
  })
})
