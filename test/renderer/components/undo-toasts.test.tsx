import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Content } from '../../../src/renderer/components/list/content'
import { t } from '../../../src/renderer/lib/i18n/i18n'
import { clearCompleted, trashDownloads } from '../../../src/renderer/stores/bulk-actions'
import { selectAll, useSelection } from '../../../src/renderer/stores/selection'
import type { DownloadState } from '../../../src/shared/download'
import { aView } from '../a-view'
import { openWindow } from '../fake-rill/open-window'

function withRows(...states: readonly DownloadState[]) {
  const downloads = states.map((state, index) =>
    aView({ id: index + 1, name: `${index + 1}.iso`, state }),
  )
  return openWindow(<Content />, { downloads })
}

const undo = (): Promise<HTMLElement> => screen.findByRole('button', { name: t('list.undo') })

describe('the undo toast', () => {
  it('names the download that was cancelled', async () => {
    await withRows('paused')
    trashDownloads([1])
    expect(await screen.findByText(t('toasts.cancelled', { name: '1.iso' }))).toBeDefined()
  })

  it('names the download that was removed', async () => {
    await withRows('completed')
    trashDownloads([1])
    expect(await screen.findByText(t('toasts.removed', { name: '1.iso' }))).toBeDefined()
  })

  it('counts several downloads', async () => {
    await withRows('paused', 'failed')
    trashDownloads([1, 2])
    expect(await screen.findByText(t('list.removed', { count: 2 }))).toBeDefined()
  })

  it('restores what was removed', async () => {
    const { rill, user } = await withRows('paused', 'paused')
    trashDownloads([1, 2])
    await user.click(await undo())
    expect(rill.argumentsOf('restore')).toEqual([[[1, 2]]])
  })

  it('restores only the downloads that were taken', async () => {
    const { rill, user } = await withRows('paused', 'completed')
    rill.answer('trash', async () => [{ id: 2, untilMs: Date.now() + 10_000 }])
    trashDownloads([1, 2], { only: 'remove' })
    await user.click(await undo())
    expect(rill.argumentsOf('restore')).toEqual([[[2]]])
  })

  it('is absent where nothing was taken', async () => {
    const { rill } = await withRows('paused')
    rill.answer('trash', async () => [])
    trashDownloads([1])
    await expect.poll(() => rill.argumentsOf('trash')).toHaveLength(1)
    expect(screen.queryByRole('button', { name: t('list.undo') })).toBeNull()
  })

  it('is shown for what an earlier window removed', async () => {
    await openWindow(<Content />, {
      before: (rill) => {
        rill.answer('trashed', async () => [{ id: 7, untilMs: Date.now() + 5_000 }])
      },
    })
    expect(await screen.findByText(t('list.removed', { count: 1 }))).toBeDefined()
  })

  it('is absent once the time to undo is over', async () => {
    const { rill } = await openWindow(<Content />, {
      before: (fake) => {
        fake.answer('trashed', async () => [{ id: 7, untilMs: Date.now() - 1 }])
      },
    })
    await expect.poll(() => rill.argumentsOf('trashed')).toHaveLength(1)
    expect(screen.queryByText(t('list.removed', { count: 1 }))).toBeNull()
  })

  it('takes removed downloads out of the selection', async () => {
    await withRows('paused', 'paused')
    selectAll()
    await expect.poll(() => useSelection.getState().ids.size).toBe(2)
    trashDownloads([1])
    await expect.poll(() => [...useSelection.getState().ids]).toEqual([2])
  })

  it('offers to restore all completed downloads after a clean-up', async () => {
    const { rill } = await withRows('completed', 'paused', 'completed')
    clearCompleted()
    await undo()
    expect(rill.argumentsOf('trash')).toEqual([[[1, 3], { withFile: false, only: null }]])
  })
})
