import { spawn } from 'node:child_process'
import { ROOT } from './setup/paths.mjs'
import { demandDisplay } from './setup/system-packages.mjs'
import { main, setup } from './setup.mjs'
import { tool } from './steps/tools.mjs'

/** `npm run dev -- ARGUMENT...`: the app from its sources; a change reloads the page or restarts it. */
await main(async () => {
  await setup()
  demandDisplay('npm run dev')
  const asRoot = process.getuid?.() === 0 ? ['--noSandbox'] : []
  const args = process.argv.slice(2)
  const [program, ...words] = [
    ...tool('electron-vite', 'bin', 'electron-vite.js'),
    'dev',
    '--watch',
    ...asRoot,
    ...(args.length > 0 ? ['--', ...args] : []),
  ]
  const vite = spawn(program, words, { cwd: ROOT, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => vite.kill(signal))
  }
  return new Promise((resolve, reject) => {
    vite.on('error', reject)
    vite.on('exit', (status) => resolve(status ?? 0))
  })
})
