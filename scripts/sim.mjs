import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { withBundle } from './bundle.mjs'
import { ROOT } from './setup/paths.mjs'

const input = { sim: join(ROOT, 'test', 'sim', 'main.ts') }

await withBundle(input, (folder) => {
  const args = [join(folder, 'sim.mjs'), ...process.argv.slice(2)]
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1
})
