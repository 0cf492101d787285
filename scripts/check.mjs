import { main, setup } from './setup.mjs'
import { forgetResults } from './steps/counts.mjs'
import { report } from './steps/report.mjs'
import { runSideBySide } from './steps/run-steps.mjs'
import { format, lint, pureTests, types } from './steps/steps.mjs'

/** `npm run check`: what is quick enough to run before every commit. */
await main(async () => {
  const startedAtMs = performance.now()
  await setup()
  forgetResults()
  const results = await runSideBySide([
    [format, lint],
    [pureTests, types],
  ])
  return report(results, startedAtMs)
})
