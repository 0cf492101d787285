import { useEffect } from 'react'
import type { Action } from '../actions/action'
import { ACTIONS, isEnabled } from '../actions/actions'
import { isPressed } from '../actions/keys'
import { keysFor } from '../actions/shortcuts'
import { isTextField } from '../lib/is-text-field'
import { useApp } from '../stores/app'
import { useDialogs } from '../stores/dialogs'

/** Starts the action whose keys are pressed, anywhere in the window. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return
      const action = ACTIONS.find((one) => mayStart(one, event))
      if (action === undefined) return
      event.preventDefault()
      if (isEnabled(action)) action.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function mayStart(action: Action, event: KeyboardEvent): boolean {
  const keys = keysFor(action, useApp.getState().settings?.ui.shortcuts ?? {})
  if (!isPressed(keys, event)) return false
  // What types a letter belongs to the field.
  const types = !/^(\$mod|Control|Meta|Alt|F\d+)/u.test(keys)
  if (types && isTextField(event.target)) return false
  // The dialog to add takes more links while it is open.
  const { open } = useDialogs.getState()
  return open === null || action.isEverywhere === true || (open === 'add' && action.id === 'add')
}
