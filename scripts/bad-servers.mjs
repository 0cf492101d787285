import { join } from 'node:path'
import { runnerImport } from 'vite'
import { ROOT } from './setup/paths.mjs'

const { module } = await runnerImport(join(ROOT, 'test/support/bad-servers/by-hand.ts'), {
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
})
await module.startByHand()
