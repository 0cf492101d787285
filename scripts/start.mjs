import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { ensureBuilt } from './build.mjs'
import { electronBinary } from './setup/electron-runtime.mjs'
import { ROOT } from './setup/paths.mjs'
import { demandDisplay } from './setup/system-packages.mjs'
import { main, setup } from './setup.mjs'

/** Signals closer together than this are one request that arrived by several routes. */
const SAME_REQUEST_MS = 1000

await main(async () => {
  await setup()
  ensureBuilt()
  // Only now: the command line, which needs no display, is built as well.
  demandDisplay('npm start')
  return open(process.argv.slice(2))
})

/** Opens the app and returns its exit status. */
function open(args) {
  // Chromium refuses to run its sandbox as root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = spawn(electronBinary(), [...sandbox, '.', ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    // Ctrl+C reaches every process of the terminal's group, and npm sends it again; but a second
    // signal ends Electron while it saves. In its own group Electron gets only the forwarded one.
    detached: process.platform !== 'win32',
  })
  forwardSignals(app)
  return new Promise((resolve, reject) => {
    app.on('error', reject)
    app.on('exit', (status, signal) => resolve(status ?? 128 + constants.signals[signal]))
  })
}

function forwardSignals(app) {
  let lastAtMs = -Infinity
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const isNew = performance.now() - lastAtMs > SAME_REQUEST_MS
      lastAtMs = performance.now()
      if (isNew) app.kill(signal)
    })
  }
}
