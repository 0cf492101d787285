import {
  CalendarClock,
  Check,
  ChevronUp,
  CirclePause,
  Gauge,
  type LucideIcon,
  Zap,
} from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { Settings } from '../../../shared/settings'
import { SPEED_MODES, type SpeedMode } from '../../../shared/speed-schedule'
import { formatSpeed } from '../../lib/format/numbers'
import { t } from '../../lib/i18n/i18n'
import { modeInEffect, modeText } from '../../lib/text/speed-text'
import { openSettings } from '../../stores/dialogs'
import { setSpeedMode } from '../../stores/set-speed-mode'
import { updateSettings } from '../../stores/update-settings'
import { MENU_CLASS, MENU_ITEM_CLASS, MENU_LABEL_CLASS, MENU_LINE_CLASS } from '../ui/menu'

const ICONS: Record<SpeedMode, LucideIcon> = {
  unlimited: Zap,
  limited: Gauge,
  paused: CirclePause,
  schedule: CalendarClock,
}

const PRESETS = [500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000]

/** How fast all downloads together may be: a menu behind a button that says what holds now. */
export function SpeedSwitch({ settings }: { settings: Settings }) {
  const mode = modeInEffect(settings)
  const Icon = ICONS[mode]
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={t('speed.switch', { mode: modeText(settings) })}
        className="flex h-6 min-w-0 items-center gap-1.5 rounded-md px-1.5 text-ink hover:bg-ink/8 data-[state=open]:bg-ink/8"
      >
        <Icon aria-hidden className="size-3.5 shrink-0 text-accent" strokeWidth={2.1} />
        <span className="truncate">{modeText(settings)}</span>
        <ChevronUp aria-hidden className="size-3 shrink-0 text-muted" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={document.querySelector('main')}>
        <DropdownMenu.Content side="top" align="end" sideOffset={6} className={MENU_CLASS}>
          <DropdownMenu.Label className={MENU_LABEL_CLASS}>{t('speed.title')}</DropdownMenu.Label>
          <Modes settings={settings} />
          <DropdownMenu.Separator className={MENU_LINE_CLASS} />
          <DropdownMenu.Label className={MENU_LABEL_CLASS}>{t('speed.limit')}</DropdownMenu.Label>
          <Limits settings={settings} />
          <DropdownMenu.Item
            className={`${MENU_ITEM_CLASS} ps-8`}
            onSelect={() => openSettings('limitBytesPerSec')}
          >
            {t('speed.other')}
          </DropdownMenu.Item>
          <DropdownMenu.Separator className={MENU_LINE_CLASS} />
          <DropdownMenu.Item
            className={`${MENU_ITEM_CLASS} ps-8`}
            onSelect={() => openSettings('plan')}
          >
            {t('speed.editPlan')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Modes({ settings }: { settings: Settings }) {
  return (
    <DropdownMenu.RadioGroup value={modeInEffect(settings)}>
      {SPEED_MODES.map((mode) => (
        <Choice
          key={mode}
          value={mode}
          text={t(`speed.${mode}`)}
          onChoose={() => setSpeedMode(mode)}
        />
      ))}
    </DropdownMenu.RadioGroup>
  )
}

function Limits({ settings }: { settings: Settings }) {
  return (
    <DropdownMenu.RadioGroup value={String(settings.limitBytesPerSec)}>
      {PRESETS.map((limit) => (
        <Choice
          key={limit}
          value={String(limit)}
          text={formatSpeed(limit)}
          onChoose={() => updateSettings({ limitBytesPerSec: limit, ...switchedOn(settings) })}
        />
      ))}
    </DropdownMenu.RadioGroup>
  )
}

/** Who chooses a limit wants it, unless the plan says when. */
function switchedOn({ speedMode }: Settings): { readonly speedMode?: SpeedMode } {
  return speedMode === 'schedule' ? {} : { speedMode: 'limited' }
}

interface ChoiceProps {
  value: string
  text: string
  onChoose: () => void
}

function Choice({ value, text, onChoose }: ChoiceProps) {
  return (
    <DropdownMenu.RadioItem value={value} className={`${MENU_ITEM_CLASS} ps-8`} onSelect={onChoose}>
      <DropdownMenu.ItemIndicator className="absolute start-3">
        <Check aria-hidden className="size-4 text-accent" />
      </DropdownMenu.ItemIndicator>
      {text}
    </DropdownMenu.RadioItem>
  )
}
