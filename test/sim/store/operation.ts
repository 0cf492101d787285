import type {
  BlockRecord,
  DownloadPatch,
  DownloadRecord,
  HostRecord,
  SegmentRecord,
} from '../../../src/main/engine/records'
import type { DownloadId } from '../../../src/shared/download'
import type { Settings } from '../../../src/shared/settings'
import type { TimelineEntry } from '../../../src/shared/timeline'

/** A change in a store. */
export type Operation =
  | { readonly kind: 'insert'; readonly id: DownloadId; readonly record: DownloadRecord }
  | { readonly kind: 'claim' | 'settle' | 'remove' | 'speeds'; readonly id: DownloadId }
  | { readonly kind: 'update'; readonly id: DownloadId; readonly patch: DownloadPatch }
  | {
      readonly kind: 'checkpoint'
      readonly id: DownloadId
      readonly segments: readonly SegmentRecord[]
      readonly blocks: readonly BlockRecord[]
    }
  | { readonly kind: 'forget-blocks'; readonly id: DownloadId }
  | { readonly kind: 'note'; readonly id: DownloadId; readonly entry: TimelineEntry }
  | { readonly kind: 'host'; readonly record: HostRecord }
  | { readonly kind: 'settings'; readonly patch: Partial<Settings> }

/** Writes an operation as a line of a trace. */
export function describeOperation(operation: Operation): string {
  const { kind } = operation
  switch (kind) {
    case 'insert':
      return `insert ${operation.id} ${operation.record.url}`
    case 'claim':
    case 'settle':
    case 'remove':
    case 'speeds':
    case 'forget-blocks':
      return `${kind} ${operation.id}`
    case 'update':
      return `update ${operation.id} ${JSON.stringify(operation.patch)}`
    case 'checkpoint':
      return `checkpoint ${operation.id}${describeSegments(operation.segments)}`
    case 'note':
      return `note ${operation.id} ${operation.entry.kind}`
    case 'host':
      return `host ${operation.record.host} takes ${operation.record.mostConnections}`
    case 'settings':
      return `settings ${JSON.stringify(operation.patch)}`
  }
}

function describeSegments(segments: readonly SegmentRecord[]): string {
  let line = ''
  for (const { start, position, end } of segments) line += ` ${start}-${position}/${end}`
  return line
}
