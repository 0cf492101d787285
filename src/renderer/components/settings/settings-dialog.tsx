import { Switch } from 'radix-ui'
import { type SubmitEvent, useState } from 'react'
import type { Settings } from '../../../shared/settings'
import { t } from '../../lib/i18n'
import { messageOf } from '../../lib/run-command'
import { useApp } from '../../stores/app'
import { closeDialog } from '../../stores/dialogs'
import { Button } from '../ui/button'
import { Dialog, DialogButtons, DialogError } from '../ui/dialog'
import { FieldLabel, FolderField, NumberField } from '../ui/fields'

const LEAST = 1
const MOST = 64

/** What a person can set; nothing changes before Save. */
export function SettingsDialog() {
  const settings = useApp((state) => state.settings)
  return (
    <Dialog title={t('settings.title')} className="max-w-lg">
      {settings && <SettingsForm settings={settings} />}
    </Dialog>
  )
}

function SettingsForm({ settings }: { settings: Settings }) {
  const [folder, setFolder] = useState(settings.folder)
  const [simultaneous, setSimultaneous] = useState(String(settings.simultaneousDownloads))
  const [connections, setConnections] = useState(String(settings.connectionsPerDownload))
  const [startInTray, setStartInTray] = useState(settings.startInTray)
  const [problem, setProblem] = useState<string | null>(null)
  const valid = folder.trim() !== '' && inRange(simultaneous) && inRange(connections)

  const save = (event: SubmitEvent): void => {
    event.preventDefault()
    window.rill
      .updateSettings({
        folder: folder.trim(),
        simultaneousDownloads: Number(simultaneous),
        connectionsPerDownload: Number(connections),
        startInTray,
      })
      .then(
        (saved) => {
          useApp.setState({ settings: saved })
          closeDialog()
        },
        (error: unknown) => setProblem(messageOf(error)),
      )
  }

  return (
    <form noValidate onSubmit={save} className="flex min-h-0 flex-col">
      <div className="flex min-h-0 flex-col gap-5 overflow-y-auto px-5 pt-3 pb-5">
        <FolderField label={t('settings.folder')} value={folder} onChange={setFolder} />
        <NumberField
          label={t('settings.simultaneous')}
          hint={t('settings.simultaneousHint')}
          min={LEAST}
          max={MOST}
          value={simultaneous}
          onChange={setSimultaneous}
          invalid={!inRange(simultaneous)}
        />
        <NumberField
          label={t('settings.connections')}
          hint={t('settings.connectionsHint')}
          min={LEAST}
          max={MOST}
          value={connections}
          onChange={setConnections}
          invalid={!inRange(connections)}
        />
        <TraySwitch checked={startInTray} onChange={setStartInTray} />
      </div>
      {problem !== null && <DialogError>{problem}</DialogError>}
      <DialogButtons>
        <Button look="quiet" onClick={() => closeDialog()}>
          {t('dialog.cancel')}
        </Button>
        <Button look="primary" type="submit" disabled={!valid} className="min-w-20">
          {t('settings.save')}
        </Button>
      </DialogButtons>
    </form>
  )
}

function TraySwitch({ checked, onChange }: { checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <div className="flex items-center justify-between gap-6">
      <div>
        <FieldLabel htmlFor="start-in-tray">{t('settings.startInTray')}</FieldLabel>
        <p id="start-in-tray-hint" className="text-xs text-muted">
          {t('settings.startInTrayHint')}
        </p>
      </div>
      <Switch.Root
        id="start-in-tray"
        aria-describedby="start-in-tray-hint"
        checked={checked}
        onCheckedChange={onChange}
        className="h-[22px] w-[38px] shrink-0 rounded-full bg-idle-bar p-0.5 transition-colors data-[state=checked]:bg-accent"
      >
        <Switch.Thumb className="block size-[18px] rounded-full bg-knob shadow-sm transition-transform data-[state=checked]:translate-x-4 rtl:data-[state=checked]:-translate-x-4 data-[state=checked]:bg-on-accent" />
      </Switch.Root>
    </div>
  )
}

function inRange(text: string): boolean {
  const value = Number(text)
  return text.trim() !== '' && Number.isInteger(value) && value >= LEAST && value <= MOST
}
