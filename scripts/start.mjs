import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { electronBinary } from './setup/electron-runtime.mjs'
import { MODULES, ROOT } from './setup/paths.mjs'
import { run } from './setup/run.mjs'
import { SetupError } from './setup/say.mjs'
import { hasDisplay } from './setup/system-packages.mjs'
import { main, setup } from './setup.mjs'

await main(async () => {
  await setup()
  run(process.execPath, [join(MODULES, 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
    cwd: ROOT,
  })
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
  const app = spawn(electronBinary(), [...sandbox, '.', ...args], { cwd: ROOT, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => app.kill(signal))
  return new Promise((resolve, reject) => {
    app.on('error', reject)
    app.on('exit', (status) => resolve(status ?? 1))
  })
}
