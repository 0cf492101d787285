import { spawnSync } from 'node:child_process'
import { ensureBuilt } from './build.mjs'
import { ROOT } from './setup/paths.mjs'
import { ensureDisplay, hasDisplay } from './setup/system-packages.mjs'
import { main, setup } from './setup.mjs'
import { tool } from './steps/tools.mjs'

/** Large enough for the largest window. */
const SCREEN = '-screen 0 2048x1280x24'

await main(async () => {
  await setup()
  ensureDisplay()
  ensureBuilt()
  const words = [
    ...tool('@playwright', 'test', 'cli.js'),
    'test',
    '--config=playwright.screens.config.ts',
  ]
  const [program, ...rest] = hasDisplay() ? words : ['xvfb-run', '-a', '-s', SCREEN, ...words]
  return spawnSync(program, [...rest, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' })
    .status
})
