// Rill itself, with one more listener in its main process: the benchmark drives its window's page.
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { app, BrowserWindow, type WebContents } from 'electron'
import { answerQuestions } from './answer-questions'
import { StrainGauge } from './strain-gauge'

const appModule = process.env.RILL_BENCH_APP ?? ''
const gauge = new StrainGauge()
const page = new Promise<WebContents>((resolve) => {
  app.on('web-contents-created', (_event, contents) => {
    contents.once('did-finish-load', () => resolve(contents))
    const script = process.env.RILL_BENCH_PROBE
    // A frame runs it at once, where the page would wait until it is loaded.
    if (script !== undefined) {
      contents.once('did-navigate', () => void contents.mainFrame.executeJavaScript(script))
    }
  })
})
const shownAtMs = new Promise<number>((resolve) => {
  app.on('browser-window-created', (_event, window) => {
    window.once('show', () => resolve(performance.timeOrigin + performance.now()))
  })
})

type Input = Parameters<WebContents['sendInputEvent']>[0]

const POINTER = {
  mouseDown: { type: 'mousePressed', button: 'left', buttons: 1, clickCount: 1 },
  mouseMove: { type: 'mouseMoved', button: 'none', buttons: 0 },
  mouseDrag: { type: 'mouseMoved', button: 'left', buttons: 1 },
  mouseUp: { type: 'mouseReleased', button: 'left', buttons: 0, clickCount: 1 },
} as const

interface Pointing {
  readonly type: keyof typeof POINTER
  readonly x: number
  readonly y: number
}

/**
 * Hands the window what a person does, an event every so often. What a pointer does goes by the
 * protocol of the developer tools: `sendInputEvent` leaves out that it is a mouse, and a page takes
 * that for a finger.
 */
async function play(events: readonly (Input | Pointing)[], everyMs: number): Promise<void> {
  const contents = await page
  if (!contents.debugger.isAttached()) contents.debugger.attach('1.3')
  for (const event of events) {
    if (event.type in POINTER) {
      const { type, x, y } = event as Pointing
      const mouse = { ...POINTER[type], x, y, pointerType: 'mouse' }
      void contents.debugger.sendCommand('Input.dispatchMouseEvent', mouse)
    } else {
      contents.sendInputEvent(event as Input)
    }
    if (everyMs > 0) await setTimeout(everyMs)
  }
}

answerQuestions({
  /** Runs a script in the window's page and answers what it comes to. */
  page: async (script: string) => (await page).executeJavaScript(script),
  /** When the window came in sight, since the epoch. */
  shownAtMs: () => shownAtMs,
  rendererPid: async () => (await page).getOSProcessId(),
  hide: () => {
    for (const window of BrowserWindow.getAllWindows()) window.hide()
  },
  play: ({ events, everyMs }: { events: readonly (Input | Pointing)[]; everyMs: number }) =>
    play(events, everyMs),
  startGauge: () => gauge.start(),
  stopGauge: () => gauge.stop(),
  quit: () => {
    app.quit()
    for (const window of BrowserWindow.getAllWindows()) window.close()
  },
})

// As the app of a folder, whose name and version it is given.
app.name = 'Rill'
await import(pathToFileURL(appModule).href)
