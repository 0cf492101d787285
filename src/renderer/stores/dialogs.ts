import { create } from 'zustand'

export interface Dialogs {
  readonly open: 'add' | 'settings' | null
  /** The text in the field for links. */
  readonly links: string
}

export const useDialogs = create<Dialogs>(() => ({ open: null, links: '' }))

/** Opens the dialog filled in with `text`; if it is open already, the text joins what is there. */
export function openAddDialog(text: string): void {
  useDialogs.setState(({ open, links }) => {
    const kept = open === 'add' ? links.trimEnd() : ''
    return { open: 'add', links: [kept, text].filter(Boolean).join('\n') }
  })
}

export function openSettings(): void {
  useDialogs.setState(({ open }) => ({ open: open ?? 'settings' }))
}

export function closeDialog(): void {
  useDialogs.setState({ open: null, links: '' })
}

export function editLinks(links: string): void {
  useDialogs.setState({ links })
}
