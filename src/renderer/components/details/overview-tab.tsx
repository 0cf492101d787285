import type { DetailsReport } from '../../../shared/details'
import { FileFacts } from './file-facts'
import { ProgressFacts } from './progress-facts'
import { ProofFacts } from './proof-facts'
import { SourceFacts } from './source-facts'

/** What a person may want to know of a download at one look. */
export function OverviewTab(report: DetailsReport) {
  return (
    <div className="columns-[21rem] gap-x-8 px-4 py-3 [&>*]:pb-4">
      <SourceFacts {...report} />
      <ProofFacts {...report} />
      <ProgressFacts {...report} />
      <FileFacts {...report} />
    </div>
  )
}
