import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Content } from '../../../src/renderer/components/list/content'
import { useDialogs } from '../../../src/renderer/stores/dialogs'
import type { DownloadState } from '../../../src/shared/download'
import { aView } from '../a-view'
import { openWindow } from '../fake-rill/open-window'

function withOne(state: DownloadState) {
  return openWindow(<Content />, { downloads: [aView({ state, name: 'big.iso' })] })
}

const button = (name: string): Promise<HTMLElement> => screen.findByRole('button', { name })

/** The names of the buttons of the only row, without the file's name. */
async function buttonsOfRow(): Promise<string[]> {
  const row = await screen.findByRole('row', { name: /^big\.iso/u })
  return within(row)
    .getAllByRole('button')
    .map((one) => one.getAttribute('aria-label')?.replace(' big.iso', '') ?? '')
}

describe('the buttons of a row', () => {
  it.each<[DownloadState, string[]]>([
    ['queued', ['Pause', 'Cancel']],
    ['downloading', ['Pause', 'Cancel']],
    ['verifying', ['Cancel']],
    ['paused', ['Resume', 'Cancel']],
    ['needs-link', ['New link', 'Retry', 'Cancel']],
    ['failed', ['Retry', 'Remove']],
    ['completed', ['Open', 'Show in folder', 'Verify', 'Remove']],
  ])('of a %s download are %j', async (state, names) => {
    await withOne(state)
    expect(await buttonsOfRow()).toEqual(names)
  })

  it.each([
    ['downloading', 'Pause', 'pause'],
    ['paused', 'Resume', 'resume'],
    ['failed', 'Retry', 'retry'],
    ['completed', 'Verify', 'verify'],
  ] as const)('of a %s download: %s sends its command', async (state, name, command) => {
    const { rill, user } = await withOne(state)
    await user.click(await button(`${name} big.iso`))
    expect(rill.argumentsOf(command)).toEqual([[[1]]])
  })

  it.each([
    ['Open', 'open'],
    ['Show in folder', 'showInFolder'],
  ] as const)('%s names the finished download', async (name, command) => {
    const { rill, user } = await withOne('completed')
    await user.click(await button(`${name} big.iso`))
    expect(rill.argumentsOf(command)).toEqual([[1]])
  })

  it.each([
    ['downloading', 'Cancel', 'cancel'],
    ['completed', 'Remove', 'remove'],
  ] as const)('%s: %s trashes the download and keeps the file', async (state, name, only) => {
    const { rill, user } = await withOne(state)
    await user.click(await button(`${name} big.iso`))
    expect(rill.argumentsOf('trash')).toEqual([[[1], { withFile: false, only }]])
  })

  it('open the dialog for a new link', async () => {
    const { user } = await withOne('needs-link')
    await user.click(await button('New link big.iso'))
    expect(useDialogs.getState()).toMatchObject({ open: 'link', about: { id: 1 } })
  })

  it('keep the focus when Pause becomes Resume', async () => {
    const { rill, downloads, user } = await withOne('downloading')
    await user.click(await button('Pause big.iso'))
    downloads.become([aView({ state: 'paused' })], rill)
    expect(await button('Resume big.iso')).toBe(document.activeElement)
  })

  it('show why a command failed', async () => {
    const { rill, user } = await withOne('downloading')
    rill.fail('pause', 'No such download.')
    await user.click(await button('Pause big.iso'))
    expect(await screen.findByText('No such download.')).toBeDefined()
  })
})
