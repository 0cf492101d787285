import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { SelectionBar } from '../../../src/renderer/components/list/selection-bar'
import { t } from '../../../src/renderer/lib/i18n/i18n'
import { selectAll, useSelection } from '../../../src/renderer/stores/selection'
import type { DownloadState } from '../../../src/shared/download'
import { aView } from '../a-view'
import { openWindow } from '../fake-rill/open-window'

async function withSelected(...states: readonly DownloadState[]) {
  const downloads = states.map((state, index) => aView({ id: index + 1, state }))
  const window = await openWindow(<SelectionBar />, { downloads })
  selectAll()
  await expect.poll(() => useSelection.getState().ids.size).toBe(states.length)
  return window
}

const bar = (): Promise<HTMLElement> => screen.findByRole('toolbar', { name: t('list.bulk.bar') })

async function press(window: Awaited<ReturnType<typeof withSelected>>, name: string) {
  await window.user.click(await within(await bar()).findByRole('button', { name }))
}

describe('the selection bar', () => {
  it('is absent while one row is selected', async () => {
    await withSelected('paused')
    expect(screen.queryByRole('toolbar')).toBeNull()
  })

  it('says how many rows are selected', async () => {
    await withSelected('paused', 'failed', 'queued')
    expect((await bar()).textContent).toContain(t('list.bulk.selected', { count: 3 }))
  })

  it.each<[DownloadState, 'pause' | 'resume' | 'retry']>([
    ['downloading', 'pause'],
    ['paused', 'resume'],
    ['failed', 'retry'],
  ])('of %s downloads can %s all of them', async (state, action) => {
    const window = await withSelected(state, state)
    await press(window, t(`list.bulk.${action}`, { count: 2 }))
    expect(window.rill.argumentsOf(action)).toEqual([[[1, 2]]])
  })

  it.each<[DownloadState, 'cancel' | 'remove']>([
    ['paused', 'cancel'],
    ['completed', 'remove'],
  ])('of %s downloads can only %s', async (state, action) => {
    const window = await withSelected(state, state)
    await press(window, t(`list.bulk.${action}`, { count: 2 }))
    expect(window.rill.argumentsOf('trash')).toEqual([[[1, 2], { withFile: false, only: action }]])
  })

  it('counts the downloads of each action', async () => {
    await withSelected('downloading', 'paused', 'completed')
    const names = within(await bar())
      .getAllByRole('button')
      .map(({ textContent }) => textContent)
    for (const action of ['pause', 'resume', 'remove'] as const) {
      expect(names).toContain(t(`list.bulk.${action}`, { count: 1 }))
    }
    expect(names).not.toContain(t('list.bulk.retry', { count: 1 }))
  })

  it('asks the main process for downloads that are out of sight', async () => {
    const { rill } = await withSelected('paused', 'paused')
    await bar()
    await expect.poll(() => rill.argumentsOf('possibleActions')).toContainEqual([[1, 2]])
  })

  it('has the rarer actions in a menu', async () => {
    const window = await withSelected('completed', 'completed')
    await press(window, t('list.bulk.more'))
    const verify = t('list.bulk.verify', { count: 2 })
    await window.user.click(await screen.findByRole('menuitem', { name: verify }))
    expect(window.rill.argumentsOf('verify')).toEqual([[[1, 2]]])
  })

  it('clears the selection', async () => {
    const window = await withSelected('paused', 'paused')
    await press(window, t('list.bulk.clear'))
    expect(useSelection.getState().ids.size).toBe(0)
    expect(screen.queryByRole('toolbar')).toBeNull()
  })
})
