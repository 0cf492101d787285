// Rill itself, with one more listener in its main process: the benchmark drives its window's page.
import { pathToFileURL } from 'node:url'
import { app, BrowserWindow, type WebContents } from 'electron'
import { answerQuestions } from './answer-questions'
import { StrainGauge } from './strain-gauge'

const appModule = process.env.RILL_BENCH_APP ?? ''
const gauge = new StrainGauge()
const page = new Promise<WebContents>((resolve) => {
  app.on('web-contents-created', (_event, contents) => {
    contents.once('did-finish-load', () => resolve(contents))
  })
})

answerQuestions({
  /** Runs a script in the window's page and answers what it comes to. */
  page: async (script: string) => (await page).executeJavaScript(script),
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
