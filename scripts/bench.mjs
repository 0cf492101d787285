import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { withBundle } from './bundle.mjs'
import { ROOT } from './setup/paths.mjs'
import { ensureRivals } from './setup/rivals.mjs'
import { isInstalled } from './setup/run.mjs'
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
  // `npm run test:bench` runs the quick one after its own set-up and build.
  if (!args.includes('--quick') || !existsSync(join(ROOT, 'out', 'main', 'cli.js'))) {
    await setup()
    ensureServers()
    ensureDisplay()
    ensureRivals()
    ensureBuilt()
  }
  return withBundle(input, (folder) => {
    const words = [process.execPath, join(folder, 'transfers.mjs'), ...args]
    const needsDisplay = !hasDisplay() && isInstalled('xvfb-run')
    const [program, ...rest] = needsDisplay ? ['xvfb-run', '-a', ...words] : words
    return spawnSync(program, rest, { cwd: ROOT, stdio: 'inherit' }).status ?? 1
  })
})
