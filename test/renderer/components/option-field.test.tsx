import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { OptionField } from '../../../src/renderer/components/details/option-field'
import { t } from '../../../src/renderer/lib/i18n/i18n'
import { useDetails } from '../../../src/renderer/stores/details'
import { openWindow } from '../fake-rill/open-window'

type Apply = (text: string) => Promise<unknown> | 'invalid'

async function withField(apply: Apply = async () => undefined) {
  const applied: string[] = []
  await openWindow(
    <OptionField
      label="Name"
      name="name"
      value="old.iso"
      apply={(text) => {
        applied.push(text)
        return apply(text)
      }}
    />,
  )
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' })
  const user = userEvent.setup()
  await user.clear(field)
  return { applied, field, user }
}

describe('a field of the options', () => {
  it('applies its text with Enter', async () => {
    const { applied, field, user } = await withField()
    await user.type(field, 'new.iso{Enter}')
    expect(applied).toEqual(['new.iso'])
    expect(await screen.findByText(t('details.options.done'))).toBeDefined()
  })

  it('applies its text when it is left', async () => {
    const { applied, field, user } = await withField()
    await user.type(field, 'new.iso')
    await user.tab()
    expect(applied).toEqual(['new.iso'])
  })

  it('applies once when Enter is pressed and the field left', async () => {
    const { applied, field, user } = await withField(() => new Promise(() => undefined))
    await user.type(field, 'new.iso{Enter}')
    await user.tab()
    expect(applied).toEqual(['new.iso'])
  })

  it('applies nothing when the text is the same', async () => {
    const { applied, field, user } = await withField()
    await user.type(field, 'old.iso')
    await user.tab()
    expect(applied).toEqual([])
  })

  it('has its old text again after Escape', async () => {
    const { applied, field, user } = await withField()
    await user.type(field, 'new.iso{Escape}')
    await user.tab()
    expect(field.value).toBe('old.iso')
    expect(applied).toEqual([])
  })

  it('keeps text that cannot be read, and says so', async () => {
    const { field, user } = await withField(() => 'invalid')
    await user.type(field, '?{Enter}')
    expect(field.value).toBe('?')
    expect((await screen.findByRole('alert')).textContent).toBe(t('details.options.invalid'))
  })

  it('keeps text that was refused, with the reason', async () => {
    const { field, user } = await withField(() => Promise.reject(new Error('The disk is full.')))
    await user.type(field, 'new.iso{Enter}')
    expect((await screen.findByRole('alert')).textContent).toBe('The disk is full.')
    expect(field.value).toBe('new.iso')
  })

  it('takes the focus when a remedy leads to it', async () => {
    const { field } = await withField()
    field.blur()
    useDetails.setState({ field: 'name' })
    await expect.poll(() => document.activeElement).toBe(field)
  })
})
