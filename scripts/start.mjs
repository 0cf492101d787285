import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { electronBinary } from './setup/electron-runtime.mjs'
import { MODULES, ROOT } from './setup/paths.mjs'
import { run } from './setup/run.mjs'
import { SetupError } from './setup/say.mjs'
import { hasDisplay } from './setup/system-packages.mjs'
import { main, setup } from './setup.mjs'

/** Signals closer together than this are one wish that arrived by several ways. */
const SAME_WISH_MS = 1000

await main(async () => {
  await setup()
  run(process.execPath, [join(MODULES, 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
    cwd: ROOT,
  })
  // Only now, so that both ways on are open.
  if (!hasDisplay()) {
    throw new SetupError(
      'There is no display here: use `xvfb-run -a npm start`, or `npx rill get LINK` without a window.',
    )
  }
  return open(process.argv.slice(2))
})

/** Opens the app and returns its exit status. */
function open(args) {
  // Chromium refuses its sandbox to root; everybody else has it.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = spawn(electronBinary(), [...sandbox, '.', ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    // Ctrl+C reaches every process of the terminal's group, and npm sends it once more; but a second
    // signal ends Electron while it saves. In a group of its own it gets what is handed on here.
    detached: process.platform !== 'win32',
  })
  handOnSignals(app)
  return new Promise((resolve, reject) => {
    app.on('error', reject)
    app.on('exit', (status, signal) => resolve(status ?? 128 + constants.signals[signal]))
  })
}

function handOnSignals(app) {
  let lastAtMs = -Infinity
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const isNew = performance.now() - lastAtMs > SAME_WISH_MS
      lastAtMs = performance.now()
      if (isNew) app.kill(signal)
    })
  }
}
