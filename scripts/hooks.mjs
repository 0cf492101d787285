import { ROOT } from './setup/paths.mjs'
import { run } from './setup/run.mjs'
import { main } from './setup.mjs'

/** `npm run hooks`: has Git check the format before each commit. `npm run hooks -- off` ends that. */
await main(async () => {
  const off = process.argv[2] === 'off'
  const args = off ? ['--unset', 'core.hooksPath'] : ['core.hooksPath', 'scripts/hooks']
  run('git', ['config', ...args], { cwd: ROOT })
  process.stdout.write(
    off
      ? 'Commits are no longer checked.\n'
      : 'Git checks the format of staged files before each commit. `npm run hooks -- off` ends that.\n',
  )
  return 0
})
