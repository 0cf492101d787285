import type { SpeedMode } from '../../shared/speed-schedule'
import { useApp } from './app'
import { updateSettings } from './update-settings'

/** What `limited` means as long as nobody has said how much. */
const FIRST_LIMIT = 2_000_000

/** Turns the switch for the speed of all downloads. */
export function setSpeedMode(speedMode: SpeedMode): void {
  const limit = useApp.getState().settings?.limitBytesPerSec ?? null
  const needsLimit = speedMode === 'limited' && limit === null
  updateSettings({ speedMode, ...(needsLimit && { limitBytesPerSec: FIRST_LIMIT }) })
}
