import {
  Bell,
  CalendarClock,
  Download,
  Keyboard,
  Languages,
  type LucideIcon,
  Network,
  Palette,
  Search,
  Tags,
  Wrench,
} from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { fold } from '../../../shared/fold'
import type { Settings } from '../../../shared/settings'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { useApp } from '../../stores/app'
import { useDialogs } from '../../stores/dialogs'
import { Dialog } from '../ui/dialog'
import { FIELD_CLASS } from '../ui/fields'
import { ALL_SETTINGS } from './all-settings'
import { SECTIONS, type Section, type Setting } from './setting'
import { SettingRow } from './setting-row'

const ICONS: Record<Section, LucideIcon> = {
  downloads: Download,
  network: Network,
  categories: Tags,
  plan: CalendarClock,
  appearance: Palette,
  notifications: Bell,
  shortcuts: Keyboard,
  languages: Languages,
  advanced: Wrench,
}

/** What a person can set; everything holds at once. */
export function SettingsDialog() {
  const settings = useApp((state) => state.settings)
  return (
    <Dialog title={t('settings.title')} className="h-[640px] max-w-3xl">
      {settings && <SettingsPage settings={settings} />}
    </Dialog>
  )
}

function SettingsPage({ settings }: { settings: Settings }) {
  const at = useDialogs((state) => state.settingsAt)
  const [section, setSection] = useState<Section>(() => sectionOf(at))
  const [words, setWords] = useState('')
  const page = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const found = words.trim() === '' ? null : ALL_SETTINGS.filter((one) => matches(one, words))
  const shown = found ?? ALL_SETTINGS.filter((one) => one.section === section)
  const version = useApp((state) => state.version)

  useEffect(() => {
    const row = at === null ? null : page.current?.querySelector(`[data-setting="${at}"]`)
    const control = row?.querySelector<HTMLElement>('input, select, [role=switch]')
    // After the dialog has kept in mind where the focus came from.
    const frame = requestAnimationFrame(() => (control ?? field.current)?.focus())
    return () => cancelAnimationFrame(frame)
  }, [at])

  return (
    <div className="mt-2 flex min-h-0 flex-1 border-t border-line max-[599px]:flex-col">
      <div className="flex w-48 shrink-0 flex-col gap-2 border-e border-line p-3 max-[599px]:w-auto max-[599px]:flex-row max-[599px]:items-center max-[599px]:border-e-0 max-[599px]:border-b max-[599px]:py-1.5">
        <div className="relative max-[599px]:w-36 max-[599px]:shrink-0">
          <Search aria-hidden className="absolute top-2 start-2.5 size-4 text-muted" />
          <input
            ref={field}
            type="search"
            aria-label={t('settings.search')}
            placeholder={t('settings.searchHint')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            className={cn(FIELD_CLASS, 'h-8 w-full ps-8')}
          />
        </div>
        <nav
          aria-label={t('settings.title')}
          className="flex min-h-0 flex-col gap-0.5 overflow-auto p-0.5 max-[599px]:flex-row max-[599px]:[scrollbar-width:none]"
        >
          {SECTIONS.map((one) => (
            <SectionButton
              key={one}
              section={one}
              isChosen={found === null && one === section}
              onChoose={() => {
                setSection(one)
                setWords('')
              }}
            />
          ))}
        </nav>
      </div>
      <div ref={page} className="min-h-0 min-w-0 flex-1 overflow-y-auto px-5 pt-1 pb-4">
        <h3 className="sr-only">{t(`settings.sections.${section}`)}</h3>
        {found !== null && (
          <p role="status" className="pt-2 text-xs text-muted">
            {found.length === 0
              ? t('settings.nothing')
              : t('settings.found', { count: found.length })}
          </p>
        )}
        {shown.map((setting) => (
          <SettingRow key={setting.id} setting={setting} settings={settings} />
        ))}
        {found === null && section === 'advanced' && (
          <p className="pt-3 text-xs text-muted" data-selectable>
            {t('settings.version', { version })}
          </p>
        )}
      </div>
    </div>
  )
}

interface SectionButtonProps {
  section: Section
  isChosen: boolean
  onChoose: () => void
}

function SectionButton({ section, isChosen, onChoose }: SectionButtonProps) {
  const Icon = ICONS[section]
  return (
    <button
      type="button"
      aria-current={isChosen ? 'true' : undefined}
      onClick={onChoose}
      className={cn(
        'flex h-8 shrink-0 items-center gap-2.5 rounded-lg px-2 text-start whitespace-nowrap transition-colors',
        isChosen ? 'bg-accent-soft font-medium' : 'text-muted hover:bg-ink/6 hover:text-ink',
      )}
    >
      <Icon aria-hidden className={cn('size-4', isChosen && 'text-accent')} strokeWidth={1.9} />
      {t(`settings.sections.${section}`)}
    </button>
  )
}

function sectionOf(at: string | null): Section {
  const setting = ALL_SETTINGS.find(({ id }) => id === at)
  return setting?.section ?? SECTIONS.find((one) => one === at) ?? 'downloads'
}

/** Whether every word is in what is said of the setting. */
function matches({ id, section }: Setting, words: string): boolean {
  const said = fold(
    [
      t(`settings.items.${id}.label`),
      t(`settings.items.${id}.hint`),
      t(`settings.sections.${section}`),
    ].join(' '),
  )
  return fold(words)
    .split(/\s+/u)
    .every((word) => said.includes(word))
}
