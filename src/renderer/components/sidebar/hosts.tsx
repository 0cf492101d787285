import { Server } from 'lucide-react'
import { useState } from 'react'
import { t } from '../../lib/i18n/i18n'
import { showHost, useListView } from '../../stores/list-view'
import { useSummary } from '../../stores/summary'
import { Group } from './group'
import { PlaceLink } from './place-link'

const FEW = 20

/** The list by servers, those of most downloads first. */
export function Hosts() {
  const counts = useSummary((state) => state.counts?.host)
  const chosen = useListView((state) => state.host)
  const [isWhole, setWhole] = useState(false)
  const hosts = Object.entries(counts ?? {}).filter(([host]) => host !== '')
  if (hosts.length === 0) return null
  return (
    <div className="max-[719px]:hidden">
      <Group id="hosts" label={t('sidebar.hosts')}>
        {hosts.slice(0, isWhole ? hosts.length : FEW).map(([host, count]) => (
          <PlaceLink
            key={host}
            at={`host-${host}`}
            icon={Server}
            label={host}
            count={count}
            isChosen={chosen === host}
            onChoose={() => showHost(host)}
          />
        ))}
        {hosts.length > FEW && (
          <button
            type="button"
            onClick={() => setWhole(!isWhole)}
            className="h-7 rounded-lg ps-8.5 text-start text-xs text-muted hover:text-ink"
          >
            {isWhole
              ? t('sidebar.showFewerHosts')
              : t('sidebar.showAllHosts', { count: hosts.length })}
          </button>
        )}
      </Group>
    </div>
  )
}
