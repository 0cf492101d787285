import { ensureDisplay, ensureServers } from './setup/system-packages.mjs'
import { main, setup } from './setup.mjs'
import { report } from './steps/report.mjs'
import { runSideBySide } from './steps/run-steps.mjs'
import { benchTests, build } from './steps/steps.mjs'

/** `npm run test:bench`: whether every benchmark still runs. It measures nothing worth reading. */
await main(async () => {
  const startedAtMs = performance.now()
  await setup()
  ensureServers()
  ensureDisplay()
  return report(await runSideBySide([[build, benchTests]]), startedAtMs)
})
