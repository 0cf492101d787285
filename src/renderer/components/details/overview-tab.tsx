import type { DetailsReport } from '../../../shared/details'
import { FileFacts } from './file-facts'
import { ProgressFacts } from './progress-facts'
import { ProofFacts } from './proof-facts'
import { SourceFacts } from './source-facts'

/** What a person may want to know of a download at one look. */
export function OverviewTab(report: DetailsReport) {
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(19rem,1fr))] gap-x-8 gap-y-4 px-4 py-3">
      <div className="flex min-w-0 flex-col gap-4">
        <SourceFacts {...report} />
        <ProofFacts {...report} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <ProgressFacts {...report} />
        <FileFacts {...report} />
      </div>
    </div>
  )
}
