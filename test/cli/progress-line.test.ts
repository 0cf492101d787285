import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { CommandTotals } from '../../src/main/cli/command-totals'
import { fitText } from '../../src/main/cli/fit-text'
import { printable } from '../../src/main/cli/printable'
import { type Progress, progressLine } from '../../src/main/cli/progress-line'
import { aView } from '../renderer/a-view'

const MIB = 1024 * 1024

const progress = (changes: Partial<Progress> = {}): Progress => ({
  label: 'debian-13.1.0-amd64-netinst.iso',
  doneBytes: 45 * MIB,
  lengthBytes: 100 * MIB,
  speedBytesPerSec: 12.34 * MIB,
  etaMs: 4_500,
  trouble: null,
  ...changes,
})

describe('a line of progress', () => {
  it.each<[number, Partial<Progress>, string]>([
    [79, {}, 'debian-13.1.0-amd6…tinst.iso  [#####.......]   45 %   100 MiB  12.3 MiB/s    4s'],
    [39, {}, 'debian-13….iso   45 %  12.3 MiB/s    4s'],
    [39, { label: 'x' }, 'x                45 %  12.3 MiB/s    4s'],
    [39, { lengthBytes: null, etaMs: null }, 'debian-13….iso         12.3 MiB/s      '],
    [
      79,
      { lengthBytes: null, etaMs: null },
      'debian-13.1.0-amd6…tinst.iso                           45 MiB  12.3 MiB/s      ',
    ],
    [
      64,
      { label: 'empty', doneBytes: 0, lengthBytes: 0, etaMs: null },
      'empty          [############]  100 %       0 B  12.3 MiB/s      ',
    ],
    [39, { trouble: 'a.example is too busy (503).' }, 'debian-13.1.…t.iso  a.example is too b…'],
    [20, {}, 'debian-1….iso   45 %'],
    [5, {}, 'deb…o'],
  ])('in %d cells with %j', (cells, changes, line) => {
    expect(progressLine(progress(changes), cells)).toBe(line)
  })

  it.each([5, 20, 33, 34, 39, 63, 64, 79, 99, 100, 200])('takes exactly %d cells', (cells) => {
    const labels = ['x', '長い名前のファイル.iso', '👩‍👩‍👧.zip', 'a'.repeat(300)]
    for (const label of labels) {
      for (const changes of [{}, { lengthBytes: null }, { doneBytes: 100 * MIB }]) {
        expect(stringWidth(progressLine(progress({ label, ...changes }), cells))).toBe(cells)
      }
      const waiting = progressLine(progress({ label, trouble: 'Waits.' }), cells)
      expect(stringWidth(waiting)).toBe(cells)
    }
  })

  it('says 100 % only of what is whole', () => {
    const nearly = progress({ doneBytes: 100 * MIB - 1 })
    expect(progressLine(nearly, 79)).toContain(' 99 %')
    expect(progressLine(progress({ doneBytes: 100 * MIB }), 79)).toContain('[############]  100 %')
  })
})

describe('the line for all', () => {
  const tally = (added: number): CommandTotals => {
    const made = new CommandTotals()
    for (let n = 0; n < added; n += 1) made.added()
    return made
  }

  it('is not there for one download', () => {
    expect(tally(1).total([progress()])).toBeNull()
  })

  it('adds up what runs and what has ended', () => {
    const three = tally(3)
    three.ended(aView({ state: 'completed', doneBytes: 10 * MIB }))
    const running = [progress({ speedBytesPerSec: MIB }), progress({ speedBytesPerSec: MIB })]
    expect(three.total(running)).toEqual({
      label: '1 of 3 done',
      doneBytes: 100 * MIB,
      lengthBytes: 210 * MIB,
      speedBytesPerSec: 2 * MIB,
      etaMs: 55_000,
      trouble: null,
    })
  })

  it('knows no length while one is unknown or waits', () => {
    expect(tally(3).total([progress(), progress()])).toMatchObject({
      lengthBytes: null,
      etaMs: null,
    })
    expect(tally(2).total([progress(), progress({ lengthBytes: null })])).toMatchObject({
      lengthBytes: null,
    })
  })
})

describe('text for a terminal', () => {
  it.each([
    ['abcdef', 8, 'abcdef  '],
    ['abcdef', 6, 'abcdef'],
    ['abcdefghij', 7, 'abcd…ij'],
    ['日本語のファイル', 9, '日本語…ル'],
    ['👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 5, '👩‍👩‍👧👩‍👩‍👧…'],
    ['e\u0301e\u0301', 3, 'e\u0301e\u0301 '],
  ])('%s in %d cells keeps its ends', (text, cells, fitted) => {
    expect(fitText(text, cells)).toBe(fitted)
    expect(stringWidth(fitText(text, cells))).toBe(cells)
  })

  it('cannot command the terminal', () => {
    expect(printable('a\u001b[2Jb\u009b1mc\rd\u202egpj.exe')).toBe('a?[2Jb?1mc?dgpj.exe')
    expect(printable('日本語 é.iso')).toBe('日本語 é.iso')
  })
})
