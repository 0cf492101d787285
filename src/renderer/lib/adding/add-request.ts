import type { AddDrafts, LinkDraft, StartWhen } from '../../../shared/adding/drafts'
import type { DownloadId } from '../../../shared/download'
import { type AddItem, isAdded } from './add-items'
import type { TypedOptions, WhenThere } from './add-options'

export interface Adding {
  /** null if nothing is left to be added. */
  readonly request: AddDrafts | null
  /** Downloads that get the link in place of the one they have. */
  readonly relinked: readonly { readonly id: DownloadId; readonly url: string }[]
  /** A download to be shown instead. */
  readonly shown: DownloadId | null
}

export interface AddingChoices {
  readonly dir: string
  readonly options: TypedOptions['options']
  readonly whenThere: WhenThere
  readonly place: AddDrafts['place']
  readonly start: StartWhen
}

/** What adding these items comes to. */
export function addRequest(items: readonly AddItem[], choices: AddingChoices): Adding {
  const { dir, options, whenThere, place, start } = choices
  const { checksums, ...common } = options
  const drafts = items.filter(isAdded).map((item) => draftOf(item, choices))
  const chosen = items.filter((item) => !isAdded(item) && item.old !== null)
  const relinked = chosen.filter(({ choice }) => choice === 'relink')
  const isOne = drafts.length === 1 && checksums !== undefined
  const all = { ...common, onConflict: whenThere, ...(isOne ? { checksums } : {}) }
  return {
    request: drafts.length === 0 ? null : { drafts, dir, options: all, place, start },
    relinked: relinked.flatMap(({ old, url }) => (old === null ? [] : [{ id: old.id, url }])),
    shown: chosen.find(({ choice }) => choice === 'show' || choice === 'relink')?.old?.id ?? null,
  }
}

function draftOf(item: AddItem, { dir, whenThere }: AddingChoices): LinkDraft {
  const { url, found, wishedName, choices, choice } = item
  const own: NonNullable<LinkDraft['options']> = { ...found.options }
  if (found.checksums.length > 0) own.checksums = [...found.checksums]
  if (choices.length > 0 && choice !== whenThere && isPolicy(choice)) own.onConflict = choice
  return {
    url,
    ...(wishedName === null ? {} : { wishedName }),
    ...(item.dir === dir ? {} : { dir: item.dir }),
    ...(Object.keys(own).length === 0 ? {} : { options: own }),
  }
}

function isPolicy(choice: AddItem['choice']): choice is WhenThere {
  return choice === 'rename' || choice === 'overwrite' || choice === 'skip'
}
