import { expect } from '@playwright/test'
import { DEFAULT_UI } from '../../src/shared/ui-preferences'
import type { startServer, TestServer } from '../../test/servers'
import { showEveryState } from '../fixtures/every-state'
import type { RillApp } from '../fixtures/rill-app'
import type { List } from './screen'

type Serve = (routes: Parameters<typeof startServer>[0]) => Promise<TestServer>

interface Filling {
  readonly list: List
  /** How many times as long the running downloads run. */
  readonly times?: number
  /** Where files go, instead of the story's own folder. */
  readonly folder?: string
}

/** Starts Rill with this list; the returned function stops what runs in it. */
export async function launchWith(
  rill: RillApp,
  serve: Serve,
  { list, times = 1, folder = rill.folder }: Filling,
): Promise<() => void> {
  await rill.launch()
  // Otherwise what a first start asks would stand in front of everything.
  const { addDefaults } = DEFAULT_UI
  await rill.updateSettings({ folder, ui: { addDefaults, firstRunDone: true } })
  if (list === 'busy') {
    const stop = await showEveryState(rill, serve, { times })
    // What was there at the start came as fast as it could.
    const speed = async (): Promise<number> =>
      (await rill.view('debian-12.8.0-mini.iso'))?.speedBytesPerSec ?? 0
    await expect.poll(speed).toBeLessThan(4_000_000)
    return stop
  }
  if (list === 'broken') await breakList(rill)
  return () => undefined
}

async function breakList(rill: RillApp): Promise<void> {
  await rill.app.evaluate(({ ipcMain }) => {
    const message =
      'The disk reported an error. Check the disk, then retry, or choose another folder.'
    ipcMain.removeHandler('rill:watchList')
    ipcMain.handle('rill:watchList', () => ({ ok: false, message }))
  })
  await rill.page.reload()
  await expect(rill.page.getByRole('alert')).toBeVisible()
}
