import type { MenuItemConstructorOptions } from 'electron'
import { formatBytes } from '../../shared/i18n/format-bytes'
import { SPEED_MODES, type SpeedMode } from '../../shared/speed-schedule'
import { language, t } from './i18n'

/** The settings that the speed switch shows. */
export interface SpeedSwitch {
  readonly speedMode: SpeedMode
  readonly limitBytesPerSec: number | null
}

/** The footer's speed switch as a menu; `limited` is left out while no limit is set. */
export function speedMenu(
  { speedMode, limitBytesPerSec }: SpeedSwitch,
  choose: (mode: SpeedMode) => void,
): MenuItemConstructorOptions {
  const isUnlimited = speedMode === 'limited' && limitBytesPerSec === null
  const shown = isUnlimited ? 'unlimited' : speedMode
  const label = (mode: SpeedMode): string =>
    mode === 'limited' && limitBytesPerSec !== null
      ? t('speed.limitedTo', { speed: formatBytes(limitBytesPerSec, language(), true) })
      : t(`speed.${mode}`)
  return {
    id: 'speed',
    label: t('speed.title'),
    submenu: SPEED_MODES.filter((mode) => mode !== 'limited' || limitBytesPerSec !== null).map(
      (mode) => ({
        id: `speed-${mode}`,
        type: 'radio',
        label: label(mode),
        checked: mode === shown,
        click: () => choose(mode),
      }),
    ),
  }
}
