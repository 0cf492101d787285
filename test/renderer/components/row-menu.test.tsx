import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Content } from '../../../src/renderer/components/list/content'
import { t } from '../../../src/renderer/lib/i18n/i18n'
import { useDetails } from '../../../src/renderer/stores/details'
import { selectAll, useSelection } from '../../../src/renderer/stores/selection'
import type { DownloadState } from '../../../src/shared/download'
import { aView } from '../a-view'
import { openWindow } from '../fake-rill/open-window'

/** Opens the menu of the first row; `states` are those of the downloads, top to bottom. */
async function withMenu(states: readonly DownloadState[], isForAll = false) {
  const downloads = states.map((state, index) =>
    aView({ id: index + 1, name: `${index + 1}.iso`, state }),
  )
  const window = await openWindow(<Content />, { downloads })
  const row = await screen.findByRole('row', { name: /^1\.iso/u })
  if (isForAll) {
    selectAll()
    await expect.poll(() => useSelection.getState().ids.size).toBe(states.length)
  }
  fireEvent.contextMenu(row)
  await screen.findByRole('menu')
  return window
}

/** By the beginning of its name: the keys of an entry follow. */
const item = (name: string): Promise<HTMLElement> =>
  screen.findByRole('menuitem', { name: (whole) => whole.startsWith(name) })

function itemNames(): string[] {
  return screen.getAllByRole('menuitem').map(({ textContent }) => textContent)
}

describe('the menu of a row', () => {
  it('selects the row that it is opened on', async () => {
    await withMenu(['paused', 'paused'])
    expect([...useSelection.getState().ids]).toEqual([1])
  })

  it('keeps a selection that includes the row', async () => {
    await withMenu(['paused', 'paused'], true)
    expect([...useSelection.getState().ids]).toEqual([1, 2])
  })

  it.each<[DownloadState, string, 'pause' | 'resume' | 'retry' | 'verify']>([
    ['downloading', t('actions.pause'), 'pause'],
    ['paused', t('actions.resume'), 'resume'],
    ['failed', t('actions.retry'), 'retry'],
    ['completed', t('actions.verify'), 'verify'],
  ])('of a %s download: %s sends its command', async (state, name, command) => {
    const { rill, user } = await withMenu([state])
    await user.click(await item(name))
    expect(rill.argumentsOf(command)).toEqual([[[1]]])
  })

  it('offers only actions that the state allows', async () => {
    await withMenu(['verifying'])
    const names = itemNames().join()
    expect(names).toContain(t('actions.cancel'))
    for (const action of ['pause', 'resume', 'retry', 'remove'] as const) {
      expect(names).not.toContain(t(`actions.${action}`))
    }
  })

  it('counts the downloads that each action applies to', async () => {
    await withMenu(['downloading', 'queued', 'paused'], true)
    expect(itemNames()).toContain(t('list.bulk.pause', { count: 2 }))
    expect(itemNames()).toContain(t('list.bulk.resume', { count: 1 }))
  })

  it.each(['top', 'up', 'down', 'bottom'] as const)('moves a download %s', async (step) => {
    const { rill, user } = await withMenu(['queued'])
    await user.click(await item(t(`list.menu.${step}`)))
    expect(rill.argumentsOf('moveBy')).toEqual([[[1], step]])
  })

  it('offers no place in the queue to a completed download', async () => {
    await withMenu(['completed'])
    expect(itemNames().join()).not.toContain(t('list.menu.top'))
  })

  it('deletes a finished file only by the entry that says so', async () => {
    const { rill, user } = await withMenu(['completed'])
    await user.click(await item(t('list.menu.removeWithFile')))
    expect(rill.argumentsOf('trash')).toEqual([[[1], { withFile: true, only: 'remove' }]])
  })

  it('copies links and says how many', async () => {
    const { rill, user } = await withMenu(['paused', 'paused'], true)
    await user.click(await item(t('list.menu.copyLink', { count: 2 })))
    expect(rill.argumentsOf('copyLinks')).toEqual([[[1, 2]]])
    expect(await screen.findByText(t('list.copied', { count: 2 }))).toBeDefined()
  })

  it('opens the details', async () => {
    const { rill, user } = await withMenu(['paused'])
    await user.click(await item(t('list.menu.details')))
    expect(useDetails.getState()).toMatchObject({ isOpen: true, id: 1 })
    expect(rill.argumentsOf('watchDetails')).toEqual([[1]])
  })
})
