import type { DownloadId } from '../../shared/download'

/** News of the engine; `changed` is very frequent. */
export type EngineEvent =
  | {
      readonly type: 'changed' | 'removed' | 'completed' | 'failed' | 'verified'
      readonly id: DownloadId
    }
  | { readonly type: 'settings' }
