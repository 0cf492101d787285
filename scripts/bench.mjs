import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { withBundle } from './bundle.mjs'
import { MODULES, ROOT } from './setup/paths.mjs'
import { ensureRivals } from './setup/rivals.mjs'
import { isInstalled, run } from './setup/run.mjs'
import { ensureDisplay, ensureServers, hasDisplay } from './setup/system-packages.mjs'
import { main, setup } from './setup.mjs'

const BENCH = join(ROOT, 'bench')
const input = {
  transfers: join(BENCH, 'transfers.ts'),
  'line-process': join(BENCH, 'servers', 'line-process.ts'),
  'rill-program': join(BENCH, 'electron', 'rill-program.ts'),
  'chromium-program': join(BENCH, 'electron', 'chromium-program.ts'),
}

await main(async () => {
  const args = process.argv.slice(2)
  // The tests run the quick one, when everything has been seen to.
  if (!args.includes('--quick') || !existsSync(join(ROOT, 'out', 'main', 'cli.js'))) {
    await setup()
    ensureServers()
    ensureDisplay()
    ensureRivals()
    run(process.execPath, [join(MODULES, 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
      cwd: ROOT,
    })
  }
  return withBundle(input, (folder) => {
    const words = [process.execPath, join(folder, 'transfers.mjs'), ...args]
    const needsDisplay = !hasDisplay() && isInstalled('xvfb-run')
    const [program, ...rest] = needsDisplay ? ['xvfb-run', '-a', ...words] : words
    return spawnSync(program, rest, { cwd: ROOT, stdio: 'inherit' }).status ?? 1
  })
})
