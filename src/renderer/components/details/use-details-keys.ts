import { useEffect } from 'react'
import { isTextField } from '../../lib/is-text-field'
import { closeDetails, toggleDetails, useDetails } from '../../stores/details'

/**
 * On a row, Alt+Enter, Ctrl+I and, where a letter means nothing else, `I` open the details and close
 * them; Escape closes them from anywhere.
 */
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
  if (shiftKey) return false
  return altKey ? key === 'Enter' && !ctrlKey && !metaKey : key.toLowerCase() === 'i'
}

/** A dialog, a menu and a field have an Escape of their own. */
function mayClose(target: HTMLElement): boolean {
  if (!useDetails.getState().isOpen) return false
  if (target.closest('[role=dialog], [role=menu], [role=listbox]') !== null) return false
  return isInside(target) || !isTextField(target)
}

function isInside(target: HTMLElement): boolean {
  return target.closest('[data-details]') !== null
}

/** The focus goes back to the list. */
function close(target: HTMLElement): void {
  const wasInside = isInside(target)
  closeDetails()
  if (!wasInside) return
  document.querySelector<HTMLElement>('[role=grid] [role=row][tabindex="0"]')?.focus()
}
