// A window with nothing in it, and Chromium's own downloader behind it.
import { app, BrowserWindow, ipcMain, session } from 'electron'
import { answerQuestions } from './answer-questions'
import { StrainGauge } from './strain-gauge'

interface Wanted {
  readonly url: string
  readonly path: string
}

const gauge = new StrainGauge()
app.setPath('userData', process.env.RILL_BENCH_HOME ?? '')
app.on('window-all-closed', () => undefined)
app.commandLine.appendSwitch('ignore-certificate-errors')
ipcMain.handle('ping', () => null)

const window = app.whenReady().then(async () => {
  const shown = new BrowserWindow({
    webPreferences: { nodeIntegration: true, contextIsolation: false },
  })
  await shown.loadURL('data:text/html,<title>Chromium</title><p>Chromium</p>')
  return shown
})

answerQuestions({
  page: async (script: string) => (await window).webContents.executeJavaScript(script),
  download: async (wanted: Wanted) => {
    await window
    return download(wanted)
  },
  startGauge: () => gauge.start(),
  stopGauge: () => gauge.stop(),
  quit: () => app.quit(),
})

/** Settles when the file is there, and rejects if it will not come. */
function download({ url, path }: Wanted): Promise<void> {
  return new Promise((resolve, reject) => {
    session.defaultSession.once('will-download', (_event, item) => {
      item.setSavePath(path)
      item.once('done', (_done, state) => {
        if (state === 'completed') resolve()
        else reject(new Error(state))
      })
    })
    session.defaultSession.downloadURL(url)
  })
}
