import { main, setup } from './setup.mjs'
import { runSideBySide } from './steps/run-steps.mjs'
import { formatFix, lintFix } from './steps/steps.mjs'

/** `npm run fix`: mends what Biome and ESLint can mend, and shows the rest. */
await main(async () => {
  await setup()
  // In turn: both write.
  const results = await runSideBySide([[lintFix, formatFix]])
  return results.every(({ ok }) => ok) ? 0 : 1
})
