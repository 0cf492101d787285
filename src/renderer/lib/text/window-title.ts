import type { ListTotals } from '../../../shared/ipc/lists'
import { formatSpeed } from '../format/numbers'
import { t } from '../i18n/i18n'

/** `Rill` at rest, `Rill – 3 active, 12.3 MB/s` at work. */
export function windowTitle({ active, speedBytesPerSec }: ListTotals): string {
  if (active === 0) return 'Rill'
  return t('window.title', { count: active, speed: formatSpeed(speedBytesPerSec) })
}
