import { useDialogs } from '../stores/dialogs'
import { AddDialog } from './add/add-dialog'
import { LinkDialog } from './list/link-dialog'
import { Palette } from './palette/palette'
import { SettingsDialog } from './settings/settings-dialog'
import { ShortcutsDialog } from './settings/shortcuts-dialog'

/** The dialog that is open, if any. */
export function Dialogs() {
  const open = useDialogs((state) => state.open)
  return (
    <>
      {open === 'add' && <AddDialog />}
      {open === 'settings' && <SettingsDialog />}
      {open === 'link' && <LinkDialog />}
      {open === 'palette' && <Palette />}
      {open === 'shortcuts' && <ShortcutsDialog />}
    </>
  )
}
