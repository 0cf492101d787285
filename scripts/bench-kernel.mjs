import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { withBundle } from './bundle.mjs'
import { ROOT } from './setup/paths.mjs'

const BENCH = join(ROOT, 'bench')
const input = { kernel: join(BENCH, 'kernel.ts'), sample: join(BENCH, 'kernel', 'sample.ts') }

await withBundle(input, (folder) => {
  const args = [join(folder, 'kernel.mjs'), ...process.argv.slice(2)]
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1
})
