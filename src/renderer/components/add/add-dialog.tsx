import { type KeyboardEvent, useCallback, useState } from 'react'
import { t } from '../../lib/i18n/i18n'
import { Dialog, DialogError } from '../ui/dialog'
import { AddButtons } from './add-buttons'
import { ItemList } from './item-list'
import { LinkPreflights } from './link-preflights'
import { LinksField } from './links-field'
import { MoreOptions } from './more-options'
import { useAddDialog } from './use-add-dialog'
import { WhereField } from './where-field'

/** Where links become downloads. */
export function AddDialog() {
  const { text, found, items, dir, possible, problem, typed, add } = useAddDialog()
  // Filled in for a person who has not typed: then Enter is all that is left to do.
  const [isUntouched, setUntouched] = useState(true)
  const setTyped = useCallback(() => setUntouched(false), [])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing) return
    const isShort = isUntouched && text !== '' && event.target instanceof HTMLTextAreaElement
    if (!event.ctrlKey && !event.metaKey && !(isShort && !event.shiftKey)) return
    event.preventDefault()
    void add('now')
  }

  return (
    <Dialog title={t('add.title')} className="max-w-3xl">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter starts from any field */}
      <div className="flex min-h-0 flex-col" onKeyDown={onKeyDown}>
        <div className="flex min-h-0 flex-col gap-3.5 overflow-y-auto px-5 pt-2.5 pb-4">
          <LinksField text={text} found={found} onTyped={setTyped} />
          {items.length > 0 && <ItemList items={items} dir={dir} />}
          <WhereField items={items} dir={dir} />
          <MoreOptions wrong={typed.wrong} linkCount={items.length} />
        </div>
        {problem !== null && <DialogError>{problem}</DialogError>}
        <LinkPreflights items={items} typed={typed} />
        <AddButtons possible={possible} add={add} />
      </div>
    </Dialog>
  )
}
