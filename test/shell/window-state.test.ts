import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WindowState } from '../../src/main/shell/window-state'

const FRESH = { bounds: null, maximized: false, closeHintGiven: false }
const BOUNDS = { x: -8, y: 0, width: 900, height: 600 }

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rill-memory-'))
  file = join(folder, 'window.json')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  vi.restoreAllMocks()
})

it('starts with nothing to remember', () => {
  expect(new WindowState(file).get()).toEqual(FRESH)
})

it('remembers over a start', () => {
  new WindowState(file).update({ bounds: BOUNDS, closeHintGiven: true })
  expect(new WindowState(file).get()).toEqual({ ...FRESH, bounds: BOUNDS, closeHintGiven: true })
})

it.each([
  ['that is cut off', '{"bounds":{"x":1'],
  ['of another kind', '[1,2]'],
  ['with impossible bounds', '{"bounds":{"x":0,"y":0,"width":-1,"height":1e99}}'],
])('forgets a file %s', (_title, text) => {
  writeFileSync(file, text)
  expect(new WindowState(file).get()).toEqual(FRESH)
})

it('keeps what is right beside what is wrong', () => {
  writeFileSync(file, '{"bounds":"wide","closeHintGiven":true}')
  expect(new WindowState(file).get()).toEqual({ ...FRESH, closeHintGiven: true })
})

it('goes on when the file cannot be written', () => {
  const complaint = vi.spyOn(console, 'error').mockReturnValue()
  mkdirSync(file)
  const memory = new WindowState(file)
  memory.update({ maximized: true })
  expect(memory.get().maximized).toBe(true)
  expect(complaint).toHaveBeenCalledOnce()
})

it('leaves no half-written file behind', () => {
  new WindowState(file).update({ bounds: BOUNDS })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...FRESH, bounds: BOUNDS })
})
