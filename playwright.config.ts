import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  // Stories wait for events, however slow the machine: only one that hangs reaches these limits.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // Where Xvfb gives each worker its own display. Elsewhere they would share clipboard and focus.
  workers: process.platform === 'linux' && process.env.PWDEBUG === undefined ? 2 : 1,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { screenshot: 'only-on-failure' },
})
