import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Dialogs } from '../../../src/renderer/components/dialogs'
import { t } from '../../../src/renderer/lib/i18n/i18n'
import { openAddDialog } from '../../../src/renderer/stores/dialogs'
import type { FakeRill } from '../fake-rill/fake-rill'
import { openWindow } from '../fake-rill/open-window'

const LINKS = 'https://example.org/a.iso\nhttps://example.org/b.iso'

async function withDialog(text: string, before?: (rill: FakeRill) => void) {
  openAddDialog(text)
  const window = await openWindow(<Dialogs />, before && { before })
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: t('add.links') })
  return { ...window, field }
}

const button = (name: string): HTMLElement => screen.getByRole('button', { name })
const urls = (rill: FakeRill): string[][] =>
  rill.argumentsOf('addDrafts').map(([{ drafts }]) => drafts.map(({ url }) => url))

describe('the dialog to add downloads', () => {
  it('counts the links', async () => {
    await withDialog(LINKS)
    expect(screen.getByText(t('add.count', { count: 2 }))).toBeDefined()
  })

  it('adds the links into the usual folder and closes', async () => {
    const { rill, user } = await withDialog(LINKS)
    await user.click(button('Start'))
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    expect(urls(rill)).toEqual([LINKS.split('\n')])
    expect(rill.argumentsOf('addDrafts')[0]?.[0]).toMatchObject({
      dir: '/home/ann/Downloads',
      start: 'now',
      place: 'last',
    })
  })

  it('adds downloads without starting them', async () => {
    const { rill, user } = await withDialog(LINKS)
    await user.click(button('Add paused'))
    await expect.poll(() => rill.argumentsOf('addDrafts')[0]?.[0].start).toBe('paused')
  })

  it('starts with Ctrl+Enter', async () => {
    const { rill, field } = await withDialog(LINKS)
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true })
    await expect.poll(() => urls(rill)).toEqual([LINKS.split('\n')])
  })

  it('offers no start without a link', async () => {
    await withDialog('no link at all')
    expect(button('Start').hasAttribute('disabled')).toBe(true)
  })

  it('leaves out a link that was removed', async () => {
    const { rill, user } = await withDialog(LINKS)
    await user.click(
      await screen.findByRole('button', { name: t('add.remove', { name: 'a.iso' }) }),
    )
    await user.click(button('Start'))
    await expect.poll(() => urls(rill)).toEqual([['https://example.org/b.iso']])
  })

  it('fills an empty field with the links of the clipboard', async () => {
    const { field } = await withDialog('', (rill) =>
      rill.answer('readClipboard', async () => 'see https://example.org/c.iso'),
    )
    await expect.poll(() => field.value).toBe('https://example.org/c.iso')
  })

  it('stays open with the reason when adding fails', async () => {
    const { rill, user, field } = await withDialog(LINKS)
    rill.fail('addDrafts', 'The disk is full.')
    await user.click(button('Start'))
    expect((await screen.findByRole('alert')).textContent).toBe('The disk is full.')
    expect(field.value).toBe(LINKS)
  })

  it('adds nothing when it is cancelled', async () => {
    const { rill, user } = await withDialog(LINKS)
    await user.click(button('Cancel'))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(urls(rill)).toEqual([])
  })
})
