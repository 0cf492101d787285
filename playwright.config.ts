import { defineConfig } from '@playwright/test'
import { hasOwnDisplays } from './e2e/fixtures/display'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  // Stories wait for events, however slow the machine: only one that hangs reaches these limits.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // On a shared display, workers would take each other's clipboard and focus.
  workers: hasOwnDisplays() ? 2 : 1,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { screenshot: 'only-on-failure' },
})
