import { type SubmitEvent, useId, useState } from 'react'
import type { DownloadView } from '../../../shared/download'
import { isLink } from '../../../shared/links'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { messageOf } from '../../lib/run-command'
import { closeDialog, editLinks, useDialogs } from '../../stores/dialogs'
import { Button } from '../ui/button'
import { Dialog, DialogButtons, DialogError } from '../ui/dialog'
import { FIELD_CLASS, FieldLabel } from '../ui/fields'

/** Where a download whose link has expired gets another one. */
export function LinkDialog() {
  const view = useDialogs((state) => state.about)
  if (view === null) return null
  return (
    <Dialog title={t('linkDialog.title')} className="max-w-xl">
      <LinkForm view={view} />
    </Dialog>
  )
}

function LinkForm({ view }: { view: DownloadView }) {
  const id = useId()
  const typed = useDialogs((state) => state.links)
  const [problem, setProblem] = useState<string | null>(null)
  const url = typed.trim()
  const possible = isLink(url)

  const change = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!possible) return
    try {
      await window.rill.changeLink(view.id, url)
      closeDialog()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }

  return (
    <form className="flex min-h-0 flex-col" onSubmit={(event) => void change(event)}>
      <div className="flex flex-col gap-1.5 px-5 pt-3 pb-5">
        <FieldLabel htmlFor={id} className="truncate">
          {t('linkDialog.link', { name: view.name })}
        </FieldLabel>
        <input
          id={id}
          type="url"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the dialog has this one field
          autoFocus
          value={typed}
          placeholder={view.url}
          aria-describedby={`${id}-hint`}
          onChange={(event) => editLinks(event.target.value)}
          className={cn(FIELD_CLASS, 'h-8')}
        />
        <p id={`${id}-hint`} className="text-xs text-muted">
          {t('linkDialog.hint')}
        </p>
      </div>
      {problem !== null && <DialogError>{problem}</DialogError>}
      <DialogButtons>
        <Button look="quiet" onClick={() => closeDialog()}>
          {t('dialog.cancel')}
        </Button>
        <Button type="submit" look="primary" disabled={!possible}>
          {t('linkDialog.use')}
        </Button>
      </DialogButtons>
    </form>
  )
}
