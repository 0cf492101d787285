import { t } from '../../lib/i18n/i18n'
import { useAnnouncements } from '../../stores/announcements'

/** Says what starts, completes and fails, for those who do not see it; nothing of progress. */
export function LiveRegion() {
  const { started, completed, failed } = useAnnouncements()
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {[
        failed && t('list.live.failed', { ...failed }),
        completed && t('list.live.completed', { ...completed }),
        started && t('list.live.started', { ...started }),
      ]
        .filter(Boolean)
        .join(' ')}
    </div>
  )
}
