import { defineConfig } from '@playwright/test'
import stories from './playwright.config'

/** `npm run screens`: pictures of the window, which prove nothing and so are no stories. */
export default defineConfig(stories, {
  testMatch: '**/*.pictures.ts',
  outputDir: 'test-results/screens',
  reporter: [['list']],
})
