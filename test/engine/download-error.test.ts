import { describe, expect, it } from 'vitest'
import { DownloadError, toDownloadError } from '../../src/main/engine/download-error'

const busy = new DownloadError('server-busy', { status: 503 })
const bug = new DownloadError('bug', { detail: 'oops' })

describe('toDownloadError', () => {
  it('leaves a DownloadError as it is', () => {
    expect(toDownloadError(busy)).toBe(busy)
  })

  it('finds the first that is not a bug among several, however deep', () => {
    const nested = new AggregateError([new Error('x'), new AggregateError([bug, busy])])
    expect(toDownloadError(nested)).toBe(busy)
  })

  it('tells the first bug when there is nothing else', () => {
    expect(toDownloadError(new AggregateError([bug, new Error('x')]))).toBe(bug)
  })

  it.each([
    ['an Error', new TypeError('x is undefined'), 'x is undefined'],
    ['a string', 'nonsense', 'nonsense'],
    ['null', null, 'null'],
    ['an AggregateError of nothing', new AggregateError([], 'empty'), 'empty'],
  ])('calls %s a bug and keeps its words and itself', (_, thrown, detail) => {
    const error = toDownloadError(thrown)
    expect(error.info).toEqual({ code: 'bug', facts: { detail } })
    expect(error.cause).toBe(thrown)
  })
})

describe('DownloadError', () => {
  it('knows its family and travels as code and facts', () => {
    expect(busy.family).toBe('retryable')
    expect(busy.info).toEqual({ code: 'server-busy', facts: { status: 503 } })
    expect(busy.message).toBe('server-busy')
  })
})
