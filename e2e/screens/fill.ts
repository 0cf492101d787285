import { expect } from '@playwright/test'
import { DEFAULT_UI } from '../../src/shared/ui-preferences'
import type { startServer, TestServer } from '../../test/servers'
import { showEveryState } from '../fixtures/every-state'
import type { RillApp } from '../fixtures/rill-app'
import type { List } from './screen'

type Serve = (routes: Parameters<typeof startServer>[0]) => Promise<TestServer>

interface Filling {
  readonly list: List
  /** The factor by which the running downloads are larger. */
  readonly times?: number
  /** Where files go, instead of the story's own folder. */
  readonly folder?: string
}

/** Starts Rill with this list; the returned function stops its running downloads. */
export async function launchWith(
  rill: RillApp,
  serve: Serve,
  { list, times = 1, folder = rill.folder }: Filling,
): Promise<() => void> {
  await rill.launch()
  // Otherwise the welcome screen of a first start would cover everything.
  const { addDefaults } = DEFAULT_UI
  await rill.updateSettings({ folder, ui: { addDefaults, firstRunDone: true } })
  if (list === 'busy') {
    const stop = await showEveryState(rill, serve, { times })
    // The bytes before the gate arrive at full speed: wait until the row shows a usual one.
    await expect(rill.row('debian-12.8.0-mini.iso')).toContainText(/kB\/s|(?<!\d)[0-3]\.\d MB\/s/u)
    return stop
  }
  if (list === 'broken') await breakList(rill)
  return () => undefined
}

async function breakList(rill: RillApp): Promise<void> {
  await rill.desktop.refuseCommand(
    'watchList',
    'The disk reports an error. Check the disk, then retry.',
  )
  await rill.page.reload()
  await expect(rill.page.getByRole('alert')).toBeVisible()
}
