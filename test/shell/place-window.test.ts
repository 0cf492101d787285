import { expect, it } from 'vitest'
import { placeWindow } from '../../src/main/shell/place-window'

const SCREEN = { x: 0, y: 24, width: 1920, height: 1056 }
const SECOND = { x: 1920, y: 0, width: 1280, height: 1024 }
const SAVED = { x: 100, y: 100, width: 900, height: 600 }

it('opens in the middle the first time', () => {
  expect(placeWindow(null, [SCREEN])).not.toHaveProperty('x')
})

it('opens where it was', () => {
  expect(placeWindow(SAVED, [SCREEN])).toEqual(SAVED)
})

it('opens where it was on the second screen', () => {
  const there = { ...SAVED, x: 2000 }
  expect(placeWindow(there, [SCREEN, SECOND])).toEqual(there)
})

it.each([
  ['a screen that is gone', { x: 2000 }],
  ['beyond the left edge', { x: -850 }],
  ['with its title above the screen', { y: -10 }],
  ['below the screen', { y: 1060 }],
])('comes back to the middle from %s', (_title, moved) => {
  expect(placeWindow({ ...SAVED, ...moved }, [SCREEN])).toEqual({ width: 900, height: 600 })
})

it('is never smaller than what can be used', () => {
  const tiny = { x: 100, y: 100, width: 10, height: 10 }
  expect(placeWindow(tiny, [SCREEN])).toEqual({ x: 100, y: 100, width: 720, height: 480 })
})
