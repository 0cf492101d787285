import { useEffect } from 'react'
import { isTextField } from '../../lib/is-text-field'
import { closeDetails, toggleDetails, useDetails } from '../../stores/details'

/** On a row, `I` and Alt+Enter open the details and close them; Escape closes them from anywhere. */
export function useDetailsKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !(event.target instanceof HTMLElement)) return
      const row = event.target.closest('[role=grid] [role=row]')
      if (row !== null && isOpener(event)) toggleDetails()
      else if (event.key === 'Escape' && mayClose(event.target)) close(event.target)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function isOpener({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || shiftKey) return false
  return altKey ? key === 'Enter' : key === 'i'
}

/** A dialog, a menu and a field have an Escape of their own. */
function mayClose(target: HTMLElement): boolean {
  if (!useDetails.getState().isOpen) return false
  if (target.closest('[role=dialog], [role=menu], [role=listbox]') !== null) return false
  return !isTextField(target)
}

/** The focus goes back to the list. */
function close(target: HTMLElement): void {
  const isInside = target.closest('[data-details]') !== null
  closeDetails()
  if (!isInside) return
  document.querySelector<HTMLElement>('[role=grid] [role=row][tabindex="0"]')?.focus()
}
