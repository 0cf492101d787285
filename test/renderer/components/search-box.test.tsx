import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { SearchBox } from '../../../src/renderer/components/search/search-box'
import { t } from '../../../src/renderer/lib/i18n/i18n'
import { useListView } from '../../../src/renderer/stores/list-view'
import { aView } from '../a-view'
import { openWindow } from '../fake-rill/open-window'

async function withBox() {
  const downloads = [aView({ state: 'failed' }), aView({ id: 2, state: 'paused' })]
  const window = await openWindow(<SearchBox />, { downloads })
  const box = screen.getByRole<HTMLInputElement>('searchbox')
  return { ...window, box }
}

const options = (): string[] =>
  screen.queryAllByRole('option').map((option) => option.firstChild?.textContent ?? '')

describe('the search box', () => {
  it('searches for the text while it is typed', async () => {
    const { rill, user, box } = await withBox()
    await user.type(box, 'iso')
    const query = () => rill.argumentsOf('watchList').at(-1)?.[0].query
    await expect.poll(() => JSON.stringify(query())).toContain('"text":"iso"')
  })

  it('suggests operators by their first letters', async () => {
    const { user, box } = await withBox()
    await user.type(box, 'sta')
    expect(options()).toContain('status:')
  })

  it('suggests values with the arrow keys and takes one with Enter', async () => {
    const { user, box } = await withBox()
    await user.type(box, 'status:fai')
    await user.keyboard('{ArrowDown}{Enter}')
    expect(useListView.getState().search).toBe('status:failed ')
    expect(options()).toEqual([])
  })

  it('takes a suggestion by a click and keeps the focus', async () => {
    const { user, box } = await withBox()
    await user.type(box, 'sta')
    await user.click(screen.getAllByRole('option')[0] as HTMLElement)
    expect(useListView.getState().search).toBe('status:')
    expect(document.activeElement).toBe(box)
  })

  it('closes the suggestions with Escape, then clears the text', async () => {
    const { user, box } = await withBox()
    await user.type(box, 'sta{Escape}')
    expect(options()).toEqual([])
    expect(box.value).toBe('sta')
    await user.keyboard('{Escape}')
    expect(box.value).toBe('')
  })

  it('clears the text by its button', async () => {
    const { user, box } = await withBox()
    await user.type(box, 'iso')
    await user.click(screen.getByRole('button', { name: t('toolbar.clearSearch') }))
    expect(box.value).toBe('')
  })
})
