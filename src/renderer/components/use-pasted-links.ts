import { useEffect } from 'react'
import { toast } from 'sonner'
import { isTextField } from '../lib/is-text-field'
import { readPastedText } from '../lib/pasted-text'
import { openAddDialog } from '../stores/dialogs'

/** Links pasted anywhere but into a field open the dialog to add them. */
export function usePastedLinks(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      if (isTextField(event.target)) return
      // The dialog takes the focus at once, and would get the text a second time.
      event.preventDefault()
      const { links } = readPastedText(event.clipboardData?.getData('text/plain') ?? '')
      if (links.length > 0) openAddDialog(links.join('\n'))
      else toast('There is no link in what you pasted.', { id: 'no-link' })
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}
