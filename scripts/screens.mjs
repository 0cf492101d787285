import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { MODULES, ROOT } from './setup/paths.mjs'
import { run } from './setup/run.mjs'
import { ensureDisplay, hasDisplay } from './setup/system-packages.mjs'
import { main, setup } from './setup.mjs'

/** Room for the largest of the windows. */
const SCREEN = '-screen 0 2048x1280x24'

await main(async () => {
  await setup()
  ensureDisplay()
  run(process.execPath, [join(MODULES, 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
    cwd: ROOT,
  })
  const cli = join(MODULES, '@playwright', 'test', 'cli.js')
  const words = [process.execPath, cli, 'test', '--config=playwright.screens.config.ts']
  const [program, ...rest] = hasDisplay() ? words : ['xvfb-run', '-a', '-s', SCREEN, ...words]
  return spawnSync(program, [...rest, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' })
    .status
})
