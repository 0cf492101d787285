import { describe, expect, it } from 'vitest'
import { fileStateOf, reservedNames, wasFinished } from '../../src/main/engine/life/file-state'

const names = { fileName: 'a.iso', partName: 'a.iso.part' }
const whole = [{ start: 0, position: 10, end: 10 }]
const holes = [{ start: 0, position: 4, end: 10 }]

describe('the file of a download', () => {
  it.each([
    { record: { fileName: null, partName: null, finishedAtMs: null, segments: [] }, kind: 'none' },
    { record: { ...names, finishedAtMs: null, segments: [] }, kind: 'part' },
    { record: { ...names, finishedAtMs: null, segments: whole }, kind: 'part' },
    { record: { ...names, finishedAtMs: 5, segments: holes }, kind: 'repair' },
    { record: { ...names, finishedAtMs: 5, segments: whole }, kind: 'finished' },
  ])('is $kind by $record', ({ record, kind }) => {
    expect(fileStateOf(record).kind).toBe(kind)
    expect(wasFinished(record)).toBe(kind === 'repair' || kind === 'finished')
  })

  it('without names where there must be some is a bug, not a lost part', () => {
    const record = { fileName: null, partName: null, finishedAtMs: null, segments: [] }
    expect(() => reservedNames(record)).toThrow(expect.objectContaining({ code: 'bug' }))
  })
})
