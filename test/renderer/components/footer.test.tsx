import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Footer } from '../../../src/renderer/components/footer/footer'
import { formatSpeed } from '../../../src/renderer/lib/format/numbers'
import { t } from '../../../src/renderer/lib/i18n/i18n'
import { useDialogs } from '../../../src/renderer/stores/dialogs'
import type { Settings } from '../../../src/shared/settings'
import { aView } from '../a-view'
import { openWindow } from '../fake-rill/open-window'

describe('the footer', () => {
  it('shows the speed and number of active downloads', async () => {
    const views = [1, 2].map((id) => aView({ id, speedBytesPerSec: 1_500_000 }))
    await openWindow(<Footer />, { downloads: views })
    expect(await screen.findByText(formatSpeed(3_000_000))).toBeDefined()
    expect(screen.getByText(t('footer.active', { count: 2 }))).toBeDefined()
    expect(document.title).toContain(formatSpeed(3_000_000))
  })

  it('counts queued downloads', async () => {
    await openWindow(<Footer />, { downloads: [aView({ state: 'queued' })] })
    expect(await screen.findByText(t('footer.queued', { count: 1 }))).toBeDefined()
    expect(screen.getByText(t('footer.nothing'))).toBeDefined()
  })
})

async function withMenu(settings: Partial<Settings>) {
  const window = await openWindow(<Footer />, { settings })
  await window.user.click(await screen.findByRole('button'))
  await screen.findByRole('menu')
  return window
}

const choice = (name: string): Promise<HTMLElement> => screen.findByRole('menuitemradio', { name })

describe('the speed switch', () => {
  it('checks the mode in effect', async () => {
    await withMenu({ speedMode: 'paused' })
    expect((await choice(t('speed.paused'))).getAttribute('aria-checked')).toBe('true')
  })

  it('changes the mode', async () => {
    const { rill, user } = await withMenu({ speedMode: 'paused', limitBytesPerSec: 1_000_000 })
    await user.click(await choice(t('speed.limited')))
    expect(rill.argumentsOf('updateSettings')).toEqual([[{ speedMode: 'limited' }]])
  })

  it('chooses a first limit where none is set', async () => {
    const { rill, user } = await withMenu({ speedMode: 'paused', limitBytesPerSec: null })
    await user.click(await choice(t('speed.limited')))
    const patch = { speedMode: 'limited', limitBytesPerSec: 2_000_000 }
    expect(rill.argumentsOf('updateSettings')).toEqual([[patch]])
  })

  it('turns the limit on when one is chosen', async () => {
    const { rill, user } = await withMenu({ speedMode: 'unlimited' })
    await user.click(await choice(formatSpeed(500_000)))
    const patch = { limitBytesPerSec: 500_000, speedMode: 'limited' }
    expect(rill.argumentsOf('updateSettings')).toEqual([[patch]])
  })

  it('opens the settings for another limit', async () => {
    const { user } = await withMenu({})
    await user.click(await screen.findByRole('menuitem', { name: t('speed.other') }))
    expect(useDialogs.getState()).toMatchObject({
      open: 'settings',
      settingsAt: 'limitBytesPerSec',
    })
  })
})
