import { type ClipboardEvent, memo, useEffect, useRef } from 'react'
import { textOfLinks } from '../../lib/adding/text-of-links'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import type { Recognised } from '../../link-input/recognise'
import { editLinks, useDialogs } from '../../stores/dialogs'
import { FIELD_CLASS, FieldLabel } from '../ui/fields'
import { Patterns } from './patterns'
import { Remarks } from './remarks'

interface LinksFieldProps {
  text: string
  found: Recognised
  /** The person has typed something of their own. */
  onTyped: () => void
}

/** From so many characters on lines are not broken: laying them out costs more than reading them. */
const LONG = 20_000

/** The field for links, and what is said of it. */
export const LinksField = memo(function LinksField({ text, found, onTyped }: LinksFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  usePrefill(field)
  const count = found.links.length
  return (
    <div className="flex shrink-0 flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <FieldLabel htmlFor="links">{t('add.links')}</FieldLabel>
        <span
          id="links-count"
          role="status"
          className={cn('truncate text-xs', count > 0 ? 'font-medium text-good' : 'text-muted')}
        >
          {count > 0 ? t('add.count', { count }) : t('add.oneALine')}
        </span>
      </div>
      <textarea
        ref={field}
        id="links"
        rows={4}
        dir="ltr"
        spellCheck={false}
        placeholder="https://"
        value={text}
        aria-describedby="links-count"
        onChange={(event) => {
          onTyped()
          editLinks(event.target.value)
        }}
        onPaste={(event) => pasteLinks(event)}
        className={cn(
          FIELD_CLASS,
          'h-[5.75rem] resize-none py-2 leading-5 [@media(max-height:640px)]:h-16',
          text.length > LONG ? 'whitespace-pre' : 'break-all',
        )}
      />
      <Patterns patterns={found.patterns} />
      <Remarks remarks={found.remarks} />
    </div>
  )
})

/** Of a part of a page its links are pasted, not its words. */
function pasteLinks(event: ClipboardEvent<HTMLTextAreaElement>): void {
  const html = event.clipboardData.getData('text/html')
  if (html === '') return
  const links = textOfLinks({ plain: event.clipboardData.getData('text/plain'), html })
  if (links === '') return
  event.preventDefault()
  const { value, selectionStart, selectionEnd } = event.currentTarget
  editLinks(value.slice(0, selectionStart) + links + value.slice(selectionEnd))
}

/** An empty field is filled with the links of the clipboard, selected, so that typing replaces them. */
function usePrefill(field: React.RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    field.current?.focus()
    if (useDialogs.getState().links !== '') return
    const fill = (plain: string): void => {
      const links = textOfLinks({ plain, html: '' })
      if (links === '' || !field.current || useDialogs.getState().links !== '') return
      editLinks(links)
      requestAnimationFrame(() => field.current?.select())
    }
    // Without a readable clipboard the field just stays empty.
    window.rill.readClipboard().then(fill, () => undefined)
  }, [field])
}
