import { useEffect } from 'react'
import { toast } from 'sonner'
import { textOfLinks } from '../../lib/adding/text-of-links'
import { t } from '../../lib/i18n/i18n'
import { isTextField } from '../../lib/is-text-field'
import { openAddDialog } from '../../stores/dialogs'

/** Links pasted anywhere but into a field open the dialog to add them. */
export function usePastedLinks(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      if (isTextField(event.target)) return
      // The dialog takes the focus at once, and would get the text a second time.
      event.preventDefault()
      const [plain, html] = ['text/plain', 'text/html'].map(
        (type) => event.clipboardData?.getData(type) ?? '',
      )
      const links = textOfLinks({ plain: plain ?? '', html: html ?? '' })
      if (links !== '') openAddDialog(links)
      else toast(t('add.noLinkPasted'), { id: 'no-link' })
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}
