import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { SettingsDialog } from '../../../src/renderer/components/settings/settings-dialog'
import { t } from '../../../src/renderer/lib/i18n/i18n'
import { openSettings } from '../../../src/renderer/stores/dialogs'
import type { Settings } from '../../../src/shared/settings'
import { openWindow } from '../fake-rill/open-window'

async function withSettings(at: string, settings: Partial<Settings> = {}) {
  openSettings(at)
  const window = await openWindow(<SettingsDialog />, { settings })
  await screen.findByRole('dialog')
  return window
}

const label = (id: 'simultaneousDownloads' | 'startInTray' | 'limitBytesPerSec' | 'theme') =>
  screen.getByLabelText<HTMLInputElement>(t(`settings.items.${id}.label`))

describe('the settings', () => {
  it('apply a number when its field is left', async () => {
    const { rill, user } = await withSettings('simultaneousDownloads')
    await user.clear(label('simultaneousDownloads'))
    await user.type(label('simultaneousDownloads'), '3')
    await user.tab()
    expect(rill.argumentsOf('updateSettings').at(-1)).toEqual([{ simultaneousDownloads: 3 }])
  })

  it('refuse a number outside of its range', async () => {
    const { rill, user } = await withSettings('simultaneousDownloads')
    await user.clear(label('simultaneousDownloads'))
    await user.type(label('simultaneousDownloads'), '65')
    expect(screen.getByRole('alert').textContent).toBe(t('fields.wholeNumber', { min: 1, max: 64 }))
    await user.tab()
    expect(rill.argumentsOf('updateSettings').flat()).not.toContainEqual({
      simultaneousDownloads: 65,
    })
  })

  it('apply a switch at once', async () => {
    const { rill, user } = await withSettings('startInTray')
    await user.click(label('startInTray'))
    expect(rill.argumentsOf('updateSettings')).toEqual([[{ startInTray: true }]])
  })

  it('show the old value again when the change is refused', async () => {
    const { rill, user } = await withSettings('startInTray')
    rill.fail('updateSettings', 'The disk is full.')
    await user.click(label('startInTray'))
    expect(await screen.findByText('The disk is full.')).toBeDefined()
    expect(label('startInTray').getAttribute('aria-checked')).toBe('false')
  })

  it('warn of a risky value', async () => {
    await withSettings('simultaneousDownloads', { simultaneousDownloads: 40 })
    expect(screen.getByText(t('settings.items.simultaneousDownloads.warning'))).toBeDefined()
  })

  it('return to their default', async () => {
    const { rill, user } = await withSettings('startInTray', { startInTray: true })
    const [reset] = screen.getAllByRole('button', { name: t('settings.reset') })
    await user.click(reset as HTMLElement)
    expect(rill.argumentsOf('updateSettings')).toEqual([[{ startInTray: false }]])
  })

  it('turn the limit on when it is set', async () => {
    const { rill, user } = await withSettings('limitBytesPerSec', { speedMode: 'unlimited' })
    await user.type(label('limitBytesPerSec'), '2.5')
    await user.tab()
    const patch = { limitBytesPerSec: 2_500_000, speedMode: 'limited' }
    expect(rill.argumentsOf('updateSettings').at(-1)).toEqual([patch])
  })

  it('are found by the words of their label', async () => {
    const { user } = await withSettings('downloads')
    const search = screen.getByRole('searchbox', { name: t('settings.search') })
    await user.type(search, t('settings.items.theme.label'))
    expect(label('theme')).toBeDefined()
  })

  it('say when nothing is found', async () => {
    const { user } = await withSettings('downloads')
    await user.type(screen.getByRole('searchbox', { name: t('settings.search') }), 'zzzz')
    expect(screen.getByText(t('settings.nothing'))).toBeDefined()
  })
})
