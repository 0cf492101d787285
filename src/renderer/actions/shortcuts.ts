import { useApp } from '../stores/app'
import type { Action, ActionId } from './action'
import { ACTIONS } from './actions'

/** Keys by the action, where a person chose others; empty for none. */
export type OwnShortcuts = Readonly<Record<string, string>>

/** The keys of an action, by a person's own choice or as they come; empty for none. */
export function keysFor({ id, keys }: Pick<Action, 'id' | 'keys'>, own: OwnShortcuts): string {
  return own[id] ?? keys
}

/** Who else has these keys; null if nobody does. */
export function holderOf(
  keys: string,
  besides: ActionId,
  own: OwnShortcuts,
  actions: readonly Action[] = ACTIONS,
): ActionId | null {
  if (keys === '') return null
  const holder = actions.find((action) => action.id !== besides && keysFor(action, own) === keys)
  return holder?.id ?? null
}

/** The choices after an action has been given these keys: the action that had them has none. */
export function assigned(
  keys: string,
  to: ActionId,
  own: OwnShortcuts,
  actions: readonly Action[] = ACTIONS,
): OwnShortcuts {
  const holder = holderOf(keys, to, own, actions)
  return { ...own, ...(holder === null ? {} : { [holder]: '' }), [to]: keys }
}

/** The choices after an action has been given its own keys back. */
export function released(id: ActionId, own: OwnShortcuts): OwnShortcuts {
  return Object.fromEntries(Object.entries(own).filter(([one]) => one !== id))
}

/** The keys that a person can press for an action now. */
export function useKeysFor(action: Action): string {
  return useApp((state) => keysFor(action, state.settings?.ui.shortcuts ?? {}))
}
