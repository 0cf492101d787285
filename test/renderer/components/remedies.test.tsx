import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ProblemBanner } from '../../../src/renderer/components/ui/remedies'
import { t } from '../../../src/renderer/lib/i18n/i18n'
import type { Remedy } from '../../../src/renderer/lib/remedies'
import { useDetails } from '../../../src/renderer/stores/details'
import { useDialogs } from '../../../src/renderer/stores/dialogs'
import { describeError } from '../../../src/shared/describe-error'
import type { DownloadView } from '../../../src/shared/download'
import type { ErrorCode } from '../../../src/shared/errors'
import { aView } from '../a-view'
import { openWindow } from '../fake-rill/open-window'

async function failedWith(code: ErrorCode, state: DownloadView['state'] = 'failed') {
  const view = aView({ state, error: { code, facts: {} } })
  return openWindow(<ProblemBanner view={view} />, { downloads: [view] })
}

const remedy = (name: Remedy): HTMLElement =>
  screen.getByRole('button', { name: `${t(`remedies.${name}`)} big.iso` })

describe('the remedies of a failed download', () => {
  it('stand beside what happened and what helps', async () => {
    await failedWith('not-found')
    const { happened, remedy: helps } = describeError({ code: 'not-found', facts: {} }, t)
    expect(screen.getByText(happened)).toBeDefined()
    expect(screen.getByText(helps)).toBeDefined()
  })

  it.each<[Remedy, ErrorCode]>([
    ['retry', 'stalled'],
    ['repair', 'damaged'],
    ['start-over', 'checksum-mismatch'],
  ])('%s retries the download', async (name, code) => {
    const { rill, user } = await failedWith(code)
    await user.click(remedy(name))
    expect(rill.argumentsOf('retry')).toEqual([[[1]]])
  })

  it('open the dialog for a new link', async () => {
    const { user } = await failedWith('link-expired', 'needs-link')
    await user.click(remedy('new-link'))
    expect(useDialogs.getState()).toMatchObject({ open: 'link', about: { id: 1 } })
  })

  it('open the link in the browser', async () => {
    const { rill, user } = await failedWith('login-page', 'needs-link')
    await user.click(remedy('open-link'))
    expect(rill.argumentsOf('openLink')).toEqual([[1]])
  })

  it('show the folder', async () => {
    const { rill, user } = await failedWith('name-taken')
    await user.click(remedy('show-folder'))
    expect(rill.argumentsOf('showInFolder')).toEqual([[1]])
  })

  it('open the settings for a proxy', async () => {
    const { user } = await failedWith('proxy-failed')
    await user.click(remedy('proxy'))
    expect(useDialogs.getState().open).toBe('settings')
  })

  it.each<[Remedy, ErrorCode, string]>([
    ['log-in', 'unauthorized', 'user'],
    ['rename', 'name-taken', 'name'],
    ['fewer-connections', 'server-busy', 'connections'],
    ['checksum', 'checksum-mismatch', 'checksum'],
  ])('%s leads to its option', async (name, code, field) => {
    const { user } = await failedWith(code)
    await user.click(remedy(name))
    expect(useDetails.getState()).toMatchObject({ isOpen: true, id: 1, tab: 'options', field })
  })

  it('move a failed download to another folder and retry it', async () => {
    const { rill, user } = await failedWith('folder-missing')
    rill.answer('chooseFolder', async () => '/mnt/disk')
    await user.click(remedy('choose-folder'))
    await expect.poll(() => rill.argumentsOf('retry')).toEqual([[[1]]])
    expect(rill.argumentsOf('changeDownload')).toEqual([[1, { dir: '/mnt/disk' }]])
  })

  it('change nothing when no folder is chosen', async () => {
    const { rill, user } = await failedWith('folder-missing')
    await user.click(remedy('choose-folder'))
    await expect.poll(() => rill.argumentsOf('chooseFolder')).toHaveLength(1)
    expect(rill.argumentsOf('changeDownload')).toEqual([])
    expect(rill.argumentsOf('retry')).toEqual([])
  })

  it('are absent for a download that runs', async () => {
    const view = aView({ state: 'downloading' })
    await openWindow(<ProblemBanner view={view} />, { downloads: [view] })
    expect(screen.queryAllByRole('button')).toEqual([])
  })
})
