import { create } from 'zustand'
import type { DownloadView } from '../../shared/download'

export interface Dialogs {
  readonly open: 'add' | 'settings' | 'link' | 'palette' | 'shortcuts' | null
  /** The text in the field for links. */
  readonly links: string
  /** The download that the dialog is about. */
  readonly about: DownloadView | null
  /** The section or the setting at which the settings open; null for where they begin. */
  readonly settingsAt: string | null
}

const CLOSED: Dialogs = { open: null, links: '', about: null, settingsAt: null }

export const useDialogs = create<Dialogs>(() => CLOSED)

/** Opens the dialog filled in with `text`; if it is open already, the text joins what is there. */
export function openAddDialog(text: string): void {
  useDialogs.setState(({ open, links }) => {
    const kept = open === 'add' ? links.trimEnd() : ''
    return { open: 'add', links: [kept, text].filter(Boolean).join('\n') }
  })
}

/** Opens the settings, if no other dialog is open, at one of them or at a section. */
export function openSettings(at: string | null = null): void {
  useDialogs.setState(({ open }) => (open === null ? { open: 'settings', settingsAt: at } : {}))
}

export function openPalette(): void {
  useDialogs.setState(({ open }) => ({ open: open ?? 'palette' }))
}

export function openShortcuts(): void {
  useDialogs.setState(({ open }) => ({ open: open ?? 'shortcuts' }))
}

/** Opens the dialog that gives a download another link. */
export function openLinkDialog(about: DownloadView): void {
  useDialogs.setState(({ open }) => (open === null ? { open: 'link', links: '', about } : {}))
}

export function closeDialog(): void {
  useDialogs.setState(CLOSED)
}

export function editLinks(links: string): void {
  useDialogs.setState({ links })
}
