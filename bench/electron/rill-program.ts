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

/** Hands the window what a person does, an event every so often. */
async function play(events: readonly Input[], everyMs: number): Promise<void> {
  const contents = await page
  for (const event of events) {
    contents.sendInputEvent(event)
    await setTimeout(everyMs)
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
  input: async (events: readonly Input[]) => {
    const contents = await page
    for (const event of events) contents.sendInputEvent(event)
  },
  play: ({ events, everyMs }: { events: readonly Input[]; everyMs: number }) =>
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
