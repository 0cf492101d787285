import type { DownloadView } from '../../shared/download'
import { formatSpeed } from '../lib/format'

export interface Totals {
  readonly active: number
  readonly speedBytesPerSec: number
}

/** How many downloads run, and how fast they are together. */
export function totalsOf(views: Iterable<DownloadView>): Totals {
  let active = 0
  let speedBytesPerSec = 0
  for (const view of views) {
    if (view.state !== 'downloading' && view.state !== 'verifying') continue
    active += 1
    speedBytesPerSec += view.speedBytesPerSec
  }
  return { active, speedBytesPerSec }
}

/** `Rill` at rest, `Rill – 3 active, 12.3 MB/s` at work. */
export function windowTitle({ active, speedBytesPerSec }: Totals): string {
  if (active === 0) return 'Rill'
  return `Rill – ${active} active, ${formatSpeed(speedBytesPerSec)}`
}
