import { setTimeout } from 'node:timers/promises'
import type { ElectronProcess } from '../electron/electron-process'
import type { Frames, Probe } from './probe'

declare const window: Window & { readonly rillProbe: Probe }

const EVERY_MS = 16

/** Pixels of one notch of a wheel. */
const NOTCH = 120

/** Between the end of a scroll bar and where its thumb surely is: there may be a button. */
const BAR_END = 20

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Turns the wheel over the list for so long, a notch a frame. */
export async function scrollByWheel(app: ElectronProcess, ms: number): Promise<Frames> {
  const { x, y, width, height } = await app.page(gridBox, null)
  const place = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) }
  const notch = { type: 'mouseWheel', ...place, deltaX: 0, deltaY: -NOTCH, wheelTicksY: -1 }
  return framesWhile(
    app,
    Array<object>(Math.round(ms / EVERY_MS)).fill({ ...notch, canScroll: true }),
  )
}

/** Drags the thumb of the scroll bar from the top to the bottom in so long. */
export async function scrollByThumb(app: ElectronProcess, ms: number): Promise<Frames> {
  const { x, y, width, height } = await app.page(gridBox, null)
  const steps = Math.round(ms / EVERY_MS)
  const at = (type: string, step: number): object => ({
    type,
    x: Math.round(x + width - 4),
    y: Math.round(y + BAR_END + (height - 2 * BAR_END) * (step / steps)),
  })
  const moves = Array.from({ length: steps }, (_, step) => at('mouseDrag', step))
  return framesWhile(app, [at('mouseDown', 0), ...moves, at('mouseUp', steps)])
}

/** Types into the field that has the focus, and takes back as much; milliseconds of each key. */
export async function typeAndTakeBack(app: ElectronProcess, text: string): Promise<number[]> {
  const keys = [...text, ...Array<string>(text.length).fill('Backspace')]
  const tookMs: number[] = []
  for (const key of keys) {
    await app.page(expectCount, null)
    const press = [{ type: 'keyDown', keyCode: key }]
    if (key.length === 1) press.push({ type: 'char', keyCode: key })
    await app.ask('play', { events: [...press, { type: 'keyUp', keyCode: key }], everyMs: 0 })
    const ms = await app.page(() => window.rillProbe.changeTookMs(), null)
    if (ms === null) throw new Error(`the list does not follow the key ${key} of ${text}`)
    tookMs.push(ms)
    // As fast as a good typist, and not faster.
    await setTimeout(60)
  }
  return tookMs
}

/** Clicks the head of a column; milliseconds until other rows are painted, or null without it. */
export async function clickHead(app: ElectronProcess, name: string): Promise<number | null> {
  const box = await app.page(headBox, name)
  if (box === null) return null
  await app.page(expectRows, null)
  const place = { x: Math.round(box.x + 12), y: Math.round(box.y + box.height / 2) }
  const events = ['mouseMove', 'mouseDown', 'mouseUp'].map((type) => ({ type, ...place }))
  await app.ask('play', { events, everyMs: 0 })
  return app.page(() => window.rillProbe.changeTookMs(), null)
}

/** Throws if the list has not moved: then there was nothing to measure. */
async function framesWhile(app: ElectronProcess, events: readonly object[]): Promise<Frames> {
  await app.page(toTop, null)
  await setTimeout(500)
  await app.page(() => window.rillProbe.startFrames(), null)
  await app.ask('play', { events, everyMs: EVERY_MS })
  const frames = await app.page(() => window.rillProbe.stopFrames(), null)
  if (!(await app.page(isAwayFromTop, null))) throw new Error('the list did not scroll')
  await app.page(toTop, null)
  return frames
}

// What follows runs in the page.

function gridBox(): Box {
  const { x, y, width, height } = window.rillProbe.scroller().getBoundingClientRect()
  return { x, y, width, height }
}

function toTop(): void {
  window.rillProbe.scroller().scrollTop = 0
}

function isAwayFromTop(): boolean {
  return window.rillProbe.scroller().scrollTop > 0
}

function headBox(name: string): Box | null {
  const heads = [...document.querySelectorAll('[role=columnheader]')]
  const head = heads.find((one) => one.textContent.trim().startsWith(name))
  if (head === undefined) return null
  const { x, y, width, height } = head.getBoundingClientRect()
  return { x, y, width, height }
}

function expectCount(): void {
  window.rillProbe.expectChange('keydown', 'count')
}

function expectRows(): void {
  window.rillProbe.expectChange('mousedown', 'rows')
}
