import { RotateCcw, TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import type { Settings } from '../../../shared/settings'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { updateSettings } from '../../stores/update-settings'
import { IconButton } from '../ui/icon-button'
import type { Setting, SettingId } from './setting'

/** A setting with what it does in plain words, and a way back to its default. */
export function SettingRow({ setting, settings }: { setting: Setting; settings: Settings }) {
  const { Control, isWide = false, isRisky = () => false } = setting
  const id = useId()
  const names = { id, describedBy: `${id}-hint`, labelledBy: `${id}-label` }
  const label = t(`settings.items.${setting.id}.label`)
  const back = setting.reset(settings)
  return (
    <div
      data-setting={setting.id}
      className={cn(
        'flex gap-x-6 gap-y-2 border-b border-line py-3.5 last:border-b-0',
        isWide
          ? 'flex-col'
          : 'items-center justify-between max-[599px]:flex-col max-[599px]:items-start',
      )}
    >
      <div className="min-w-0">
        <div className="flex items-center gap-1">
          <label id={names.labelledBy} htmlFor={id} className="font-medium">
            {label}
          </label>
          {back !== null && (
            <IconButton
              icon={RotateCcw}
              label={t('settings.reset')}
              aria-describedby={names.labelledBy}
              className="size-6"
              onClick={() => updateSettings(back)}
            />
          )}
        </div>
        <p id={names.describedBy} className="text-xs text-muted">
          {t(`settings.items.${setting.id}.hint`)}
        </p>
        {isRisky(settings) && <Warning id={setting.id} />}
      </div>
      <div className={cn(isWide ? 'min-w-0' : 'shrink-0 max-[599px]:max-w-full')}>
        <Control {...names} settings={settings} change={updateSettings} />
      </div>
    </div>
  )
}

const WARNED = [
  'simultaneousDownloads',
  'connectionsPerDownload',
  'connectionsPerHost',
  'limitBytesPerSec',
] as const satisfies readonly SettingId[]

function Warning({ id }: { id: SettingId }) {
  const warned = WARNED.find((one) => one === id)
  if (warned === undefined) return null
  return (
    <p role="status" className="mt-1 flex items-start gap-1.5 text-xs text-warn">
      <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      {t(`settings.items.${warned}.warning`)}
    </p>
  )
}
