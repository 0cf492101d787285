import { create } from 'zustand'
import type { DownloadId } from '../../shared/download'

/** The download whose details are open; null while none are. */
export const useDetails = create<{ readonly id: DownloadId | null }>(() => ({ id: null }))

export function openDetails(id: DownloadId): void {
  useDetails.setState({ id })
}
