import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { findLinks } from '../../../shared/links'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n'
import { type PastedText, readPastedText } from '../../lib/pasted-text'
import { messageOf } from '../../lib/run-command'
import { useApp } from '../../stores/app'
import { closeDialog, editLinks, useDialogs } from '../../stores/dialogs'
import { showEverything } from '../../stores/list-view'
import { makeCurrent } from '../../stores/selection'
import { Button } from '../ui/button'
import { Dialog, DialogButtons, DialogError } from '../ui/dialog'
import { FIELD_LOOK, FieldLabel, FolderField } from '../ui/fields'
import { KeyHint } from '../ui/key-hint'

/** Where links become downloads. */
export function AddDialog() {
  const text = useDialogs((state) => state.links)
  const folder = useApp((state) => state.settings?.folder ?? '')
  const [typedDir, setDir] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const pasted = readPastedText(text)
  const dir = (typedDir ?? folder).trim()
  const possible = pasted.links.length > 0 && dir !== '' && !busy

  const add = async (paused: boolean): Promise<void> => {
    if (!possible) return
    setBusy(true)
    try {
      const ids = await window.rill.addDownloads({ urls: [...pasted.links], dir, paused })
      closeDialog()
      showEverything()
      makeCurrent(ids[0] ?? null)
    } catch (error) {
      setProblem(messageOf(error))
      setBusy(false)
    }
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void add(false)
  }

  return (
    <Dialog title={t('add.title')} className="max-w-xl">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter starts from any field */}
      <div className="flex min-h-0 flex-col" onKeyDown={onKeyDown}>
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-3 pb-5">
          <LinksField text={text} pasted={pasted} />
          <FolderField label={t('add.saveTo')} value={typedDir ?? folder} onChange={setDir} />
        </div>
        {problem !== null && <DialogError>{problem}</DialogError>}
        <DialogButtons>
          <span className="me-auto flex items-center gap-1.5 text-xs text-muted max-[560px]:hidden">
            <KeyHint keys="Ctrl+Enter" /> {t('add.starts')}
          </span>
          <Button look="quiet" onClick={() => closeDialog()}>
            {t('dialog.cancel')}
          </Button>
          <Button disabled={!possible} onClick={() => void add(true)}>
            {t('add.paused')}
          </Button>
          <Button
            look="primary"
            className="min-w-20"
            disabled={!possible}
            aria-keyshortcuts="Control+Enter"
            onClick={() => void add(false)}
          >
            {t('add.start')}
          </Button>
        </DialogButtons>
      </div>
    </Dialog>
  )
}

function LinksField({ text, pasted }: { text: string; pasted: PastedText }) {
  const field = useRef<HTMLTextAreaElement>(null)
  usePrefill(field)
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between">
        <FieldLabel htmlFor="links">{t('add.links')}</FieldLabel>
        <span
          id="links-count"
          role="status"
          className={cn(
            'text-xs',
            pasted.links.length > 0 ? 'font-medium text-good' : 'text-muted',
          )}
        >
          {pasted.links.length > 0
            ? t('add.count', { count: pasted.links.length })
            : t('add.oneALine')}
        </span>
      </div>
      <textarea
        ref={field}
        id="links"
        rows={6}
        spellCheck={false}
        placeholder="https://"
        value={text}
        aria-describedby="links-count"
        onChange={(event) => editLinks(event.target.value)}
        className={cn(
          FIELD_LOOK,
          'h-36 min-h-20 resize-none [@media(max-height:560px)]:h-24 py-2 leading-5 break-all',
        )}
      />
      <OtherLines others={pasted.others} />
    </div>
  )
}

const SHOWN_LINES = 3

function OtherLines({ others }: { others: PastedText['others'] }) {
  if (others.length === 0) return null
  const more = others.length - SHOWN_LINES
  return (
    <div className="text-xs text-warn">
      <p>{t('add.notLinks', { count: others.length })}</p>
      <ul className="mt-0.5">
        {others.slice(0, SHOWN_LINES).map(({ line, text }) => (
          <li key={line} className="flex gap-2">
            <span className="shrink-0">{t('add.line', { line })}</span>
            <span className="truncate text-muted">{text}</span>
          </li>
        ))}
        {more > 0 && <li className="text-muted">{t('add.more', { count: more })}</li>}
      </ul>
    </div>
  )
}

/** An empty field is filled with the links of the clipboard, selected, so that typing replaces them. */
function usePrefill(field: React.RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    field.current?.focus()
    if (useDialogs.getState().links !== '') return
    const fill = (clipboard: string): void => {
      const links = findLinks(clipboard)
      if (links.length === 0 || !field.current || useDialogs.getState().links !== '') return
      editLinks(links.join('\n'))
      requestAnimationFrame(() => field.current?.select())
    }
    // Without a readable clipboard the field just stays empty.
    window.rill.readClipboard().then(fill, () => undefined)
  }, [field])
}
