import {
  CircleAlert,
  CircleCheck,
  CirclePause,
  Clock,
  Link2Off,
  type LucideIcon,
  RotateCw,
  ShieldCheck,
} from 'lucide-react'
import type { DownloadState } from '../../../shared/download'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { useHoldReason } from '../../stores/use-hold-reason'

const LOOKS: Record<DownloadState, readonly [colour: string, icon: LucideIcon | null]> = {
  queued: ['text-muted', Clock],
  downloading: ['text-accent', null],
  verifying: ['text-accent', ShieldCheck],
  paused: ['text-muted', CirclePause],
  'needs-link': ['text-warn', Link2Off],
  failed: ['text-bad', CircleAlert],
  completed: ['text-good', CircleCheck],
}

/** The state in a word; waiting to try again shows, since nothing arrives meanwhile. */
export function StateLabel({ state, retrying }: { state: DownloadState; retrying: boolean }) {
  const [colour, stateIcon] = LOOKS[state]
  const Icon = retrying ? RotateCw : stateIcon
  return (
    <span
      className={cn(
        'flex shrink-0 items-center gap-1 text-[12.5px]',
        retrying ? 'text-warn' : colour,
      )}
    >
      {Icon && <Icon aria-hidden className="size-3.5" strokeWidth={2.1} />}
      {t(`states.${state}`)}
      {state === 'queued' && <Hold />}
    </span>
  )
}

function Hold() {
  const hold = useHoldReason()
  return hold === null ? null : ` – ${hold}`
}
