import { useEffect } from 'react'
import { useApp } from '../stores/app'
import { openAddDialog, openSettings, useDialogs } from '../stores/dialogs'

/** The keys of the whole window: Ctrl+N adds, Ctrl+F searches, Ctrl+comma sets (on a Mac with ⌘). */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const mac = useApp.getState().platform === 'darwin'
      if (!(mac ? event.metaKey : event.ctrlKey) || event.altKey || event.shiftKey) return
      const key = event.key.toLowerCase()
      if (key === 'n') openAddDialog('')
      else if (key === ',') openSettings()
      else if (key === 'f') focusSearch()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function focusSearch(): void {
  if (useDialogs.getState().open) return
  const box = document.getElementById('search')
  if (box instanceof HTMLInputElement) box.select()
}
