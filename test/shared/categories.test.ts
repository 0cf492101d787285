import { describe, expect, it } from 'vitest'
import {
  type Category,
  categoriesSchema,
  categoryOf,
  DEFAULT_CATEGORIES,
  folderOf,
} from '../../src/shared/categories'

const OWN: Category = {
  id: 'work',
  name: 'Work',
  extensions: ['blend'],
  hosts: ['example.org'],
  folder: '/home/me/work',
}

const ALL = [OWN, ...DEFAULT_CATEGORIES]

describe('the category of a file', () => {
  it.each([
    ['Film.MKV', 'video'],
    ['song.flac', 'music'],
    ['photo.jpeg', 'pictures'],
    ['paper.pdf', 'documents'],
    ['rill.tar.gz', 'archives'],
    ['setup.exe', 'programs'],
    ['README', 'other'],
    ['model.gguf', 'other'],
  ])('of %s is %s', (name, category) => {
    expect(categoryOf({ name, host: 'files.test' }, DEFAULT_CATEGORIES)).toBe(category)
  })

  it.each([
    ['scene.blend', 'files.test'],
    ['Film.mkv', 'example.org'],
    ['Film.mkv', 'dl.Example.org:8080'],
  ])('is one’s own for %s of %s', (name, host) => {
    expect(categoryOf({ name, host }, ALL)).toBe('work')
  })

  it('does not take a host that only ends alike', () => {
    expect(categoryOf({ name: 'Film.mkv', host: 'notexample.org' }, ALL)).toBe('video')
  })

  it('is that of the first that has it', () => {
    const second: Category = { ...OWN, id: 'second' }
    expect(categoryOf({ name: 'a.blend', host: '' }, [second, OWN])).toBe('second')
  })
})

describe('categories', () => {
  it('have a folder, or that of all downloads', () => {
    expect(folderOf('work', ALL)).toBe('/home/me/work')
    expect(folderOf('video', ALL)).toBeNull()
    expect(folderOf('gone', ALL)).toBeNull()
  })

  it('come from Rill as the schema wants them', () => {
    expect(categoriesSchema.parse(DEFAULT_CATEGORIES)).toEqual(DEFAULT_CATEGORIES)
  })

  it('have no two of the same id', () => {
    expect(categoriesSchema.safeParse([OWN, OWN]).success).toBe(false)
  })

  it('share no extension', () => {
    const extensions = DEFAULT_CATEGORIES.flatMap((category) => category.extensions)
    expect(new Set(extensions).size).toBe(extensions.length)
  })
})
