import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

/** The URL of the window's page: the built file, or Vite's server while developing. */
export function pageUrl(): string {
  const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
  return devServer ?? pathToFileURL(join(import.meta.dirname, '../renderer/index.html')).href
}

/** The preload script beside the built main process. */
export function preloadPath(): string {
  return join(import.meta.dirname, '../preload/index.cjs')
}
