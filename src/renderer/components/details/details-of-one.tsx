import { Tabs } from 'radix-ui'
import type { DetailsReport } from '../../../shared/details'
import { retryOf } from '../../../shared/download'
import { t } from '../../lib/i18n/i18n'
import { DETAILS_TABS, type DetailsTab, showTab, useDetails } from '../../stores/details'
import { StateLabel } from '../list/state-label'
import { ProblemBanner } from '../ui/remedies'
import { CloseDetails } from './close-details'
import { OptionsTab } from './options-tab'
import { OverviewTab } from './overview-tab'
import { SegmentsTab } from './segments-tab'
import { SpeedTab } from './speed-tab'
import { TimelineTab } from './timeline-tab'

const CONTENTS: Record<DetailsTab, (report: DetailsReport) => React.JSX.Element> = {
  overview: OverviewTab,
  segments: SegmentsTab,
  speed: SpeedTab,
  timeline: TimelineTab,
  options: OptionsTab,
}

const TAB_CLASS =
  'relative px-2.5 text-muted -outline-offset-2 transition-colors hover:text-ink data-[state=active]:font-medium data-[state=active]:text-ink data-[state=active]:after:absolute data-[state=active]:after:inset-x-2 data-[state=active]:after:bottom-0 data-[state=active]:after:h-0.5 data-[state=active]:after:rounded-full data-[state=active]:after:bg-accent'

/** One download: its name, what ails it, and a tab for each side of it. */
export function DetailsOfOne(report: DetailsReport) {
  const { view } = report
  const tab = useDetails((state) => state.tab)
  const Content = CONTENTS[tab]
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(value) => {
        const next = DETAILS_TABS.find((one) => one === value)
        if (next !== undefined) showTab(next)
      }}
      className="flex min-h-0 flex-1 flex-col"
    >
      <header className="flex h-10 shrink-0 items-center gap-3 border-b border-line ps-4 pe-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold" title={view.name}>
          <bdi>{view.name}</bdi>
        </h2>
        <StateLabel state={view.state} retrying={retryOf(view) !== null} />
        <Tabs.List aria-label={t('details.tabs')} className="flex h-full shrink-0 items-stretch">
          {DETAILS_TABS.map((one) => (
            <Tabs.Trigger key={one} value={one} className={TAB_CLASS}>
              {t(`details.tab.${one}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <CloseDetails />
      </header>
      <ProblemBanner view={view} />
      <Tabs.Content
        key={`${tab} ${view.id}`}
        value={tab}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto -outline-offset-2"
      >
        <Content {...report} />
      </Tabs.Content>
    </Tabs.Root>
  )
}
