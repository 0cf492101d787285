import { t } from '../../lib/i18n/i18n'
import { Dialog } from '../ui/dialog'
import { ShortcutList } from './shortcut-list'

/** All keys, to look up and to choose anew. */
export function ShortcutsDialog() {
  return (
    <Dialog title={t('shortcuts.title')} className="h-[600px] max-w-xl">
      <div className="min-h-0 overflow-y-auto px-5 pt-3 pb-5">
        <ShortcutList />
      </div>
    </Dialog>
  )
}
