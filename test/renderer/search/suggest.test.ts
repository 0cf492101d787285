import { describe, expect, it } from 'vitest'
import { suggest } from '../../../src/renderer/search/suggest'

const counts = {
  status: new Map([
    ['failed', 3],
    ['completed', 120],
  ]),
  host: new Map([
    ['b.example', 2],
    ['a.example', 40],
    ['files.test', 7],
  ]),
  type: new Map([['Holiday films', 1]]),
}

const inserts = (text: string, caret = text.length) =>
  suggest(text, caret, counts).map(({ insert }) => insert)

describe('a suggestion', () => {
  it('is every operator where nothing is typed yet', () => {
    expect(inserts('')).toContain('status:')
    expect(inserts('ubuntu ')).toContain('size:')
  })

  it('completes the operator that was begun', () => {
    expect(inserts('ubuntu st')).toEqual(['status:'])
    expect(inserts('-h')).toEqual(['-host:'])
    expect(suggest('ubuntu st', 9, counts)).toMatchObject([{ start: 7, end: 9, value: null }])
  })

  it('offers the values of an operator with their counts', () => {
    expect(suggest('status:', 7, counts)).toContainEqual({
      start: 0,
      end: 7,
      insert: 'status:completed',
      operator: 'status',
      value: 'completed',
      count: 120,
    })
    expect(suggest('status:pa', 9, counts)).toMatchObject([{ insert: 'status:paused', count: 0 }])
  })

  it('puts what most downloads have first', () => {
    expect(inserts('host:')).toEqual(['host:a.example', 'host:files.test', 'host:b.example'])
  })

  it('adds to a list what is not in it', () => {
    expect(inserts('host:a.example,')).toEqual([
      'host:a.example,files.test',
      'host:a.example,b.example',
    ])
  })

  it('puts quotes around what has spaces', () => {
    expect(inserts('type:ho')).toEqual(['type:"Holiday films"'])
  })

  it('is not made in the middle of a word, or for what is whole', () => {
    expect(inserts('status', 3)).toEqual([])
    expect(inserts('host:b.example')).toEqual([])
    expect(inserts('nothing:')).toEqual([])
  })
})
