import { LANGUAGES } from '../../../shared/i18n/languages'
import { SPEED_MODES } from '../../../shared/speed-schedule'
import { DENSITIES, THEMES } from '../../../shared/ui-preferences'
import { ZOOMS } from '../../../shared/zoom'
import { formatPercent } from '../../lib/format/numbers'
import { t } from '../../lib/i18n/i18n'
import { languageName, systemLanguageName } from '../../lib/text/language-name'
import { modeInEffect } from '../../lib/text/speed-text'
import { useApp } from '../../stores/app'
import { setSpeedMode } from '../../stores/set-speed-mode'
import { CategoriesEditor } from './categories-editor'
import { Choice, FolderInput, NumberInput, Toggle } from './controls'
import { LimitControl } from './limit-control'
import { PlanEditor } from './plan-editor'
import { ProxyControl } from './proxy-control'
import { type ControlProps, resetOf, resetOfUi, type Setting } from './setting'
import { ShortcutList } from './shortcut-list'

const MOST = 64

/** The narrowest limit at which servers do not yet take Rill for gone. */
const SLOW_BYTES_PER_SEC = 20_000

/** All that a person can set, in the order in which it is shown. */
export const ALL_SETTINGS: readonly Setting[] = [
  {
    id: 'folder',
    section: 'downloads',
    isWide: true,
    Control: ({ settings, change, ...names }) => (
      <FolderInput {...names} value={settings.folder} onCommit={(folder) => change({ folder })} />
    ),
    reset: () => null,
  },
  whole('simultaneousDownloads', 'downloads', 20),
  whole('connectionsPerDownload', 'downloads', 16),
  toggle('startInTray', 'downloads'),
  whole('connectionsPerHost', 'network', 32),
  {
    id: 'limitBytesPerSec',
    section: 'network',
    Control: LimitControl,
    reset: resetOf('limitBytesPerSec'),
    isRisky: ({ limitBytesPerSec }) =>
      limitBytesPerSec !== null && limitBytesPerSec < SLOW_BYTES_PER_SEC,
  },
  { id: 'proxy', section: 'network', Control: ProxyControl, reset: resetOf('proxy') },
  {
    id: 'categories',
    section: 'categories',
    isWide: true,
    Control: CategoriesEditor,
    reset: resetOf('categories'),
  },
  {
    id: 'speedMode',
    section: 'plan',
    Control: ({ id, describedBy, settings }) => (
      <Choice
        id={id}
        describedBy={describedBy}
        value={modeInEffect(settings)}
        options={SPEED_MODES.map((mode) => [mode, t(`speed.${mode}`)])}
        onChoose={(value) => {
          const mode = SPEED_MODES.find((one) => one === value)
          if (mode !== undefined) setSpeedMode(mode)
        }}
      />
    ),
    reset: () => null,
  },
  {
    id: 'speedSchedule',
    section: 'plan',
    isWide: true,
    Control: PlanEditor,
    reset: resetOf('speedSchedule'),
  },
  ui('theme', THEMES, (theme) => t(`settings.themes.${theme}`)),
  ui('density', DENSITIES, (density) => t(`settings.densities.${density}`)),
  ui('zoom', ZOOMS, (zoom) => formatPercent(zoom * 100)),
  toggle('notifyCompleted', 'notifications'),
  toggle('notifyFailed', 'notifications'),
  {
    id: 'shortcuts',
    section: 'shortcuts',
    isWide: true,
    Control: () => <ShortcutList />,
    reset: resetOfUi('shortcuts'),
  },
  ui(
    'language',
    ['system', ...LANGUAGES],
    (language) =>
      language === 'system'
        ? systemLanguageName(useApp.getState().systemLanguages)
        : languageName(language),
    'languages',
  ),
  toggle('findChecksums', 'advanced'),
]

function whole(
  key: 'simultaneousDownloads' | 'connectionsPerDownload' | 'connectionsPerHost',
  section: Setting['section'],
  riskyAbove: number,
): Setting {
  return {
    id: key,
    section,
    Control: ({ id, describedBy, settings, change }) => (
      <NumberInput
        id={id}
        describedBy={describedBy}
        min={1}
        max={MOST}
        value={settings[key]}
        onCommit={(value) => change({ [key]: value })}
      />
    ),
    reset: resetOf(key),
    isRisky: (settings) => settings[key] > riskyAbove,
  }
}

function toggle(
  key: 'startInTray' | 'notifyCompleted' | 'notifyFailed' | 'findChecksums',
  section: Setting['section'],
): Setting {
  return {
    id: key,
    section,
    Control: ({ id, describedBy, settings, change }) => (
      <Toggle
        id={id}
        describedBy={describedBy}
        isOn={settings[key]}
        onToggle={(isOn) => change({ [key]: isOn })}
      />
    ),
    reset: resetOf(key),
  }
}

function ui<K extends 'theme' | 'density' | 'zoom' | 'language'>(
  key: K,
  values: readonly ControlProps['settings']['ui'][K][],
  text: (value: ControlProps['settings']['ui'][K]) => string,
  section: Setting['section'] = 'appearance',
): Setting {
  return {
    id: key,
    section,
    Control: ({ id, describedBy, settings, change }) => (
      <Choice
        id={id}
        describedBy={describedBy}
        value={String(settings.ui[key])}
        options={values.map((value) => [String(value), text(value)])}
        onChoose={(chosen) => {
          const value = values.find((one) => String(one) === chosen)
          if (value !== undefined) change({ ui: { [key]: value } })
        }}
      />
    ),
    reset: resetOfUi(key),
  }
}
