import { create } from 'zustand'
import type { ListCounts, ListTotals } from '../../shared/ipc/lists'

export interface Summary {
  /** null until they are known. */
  readonly counts: ListCounts | null
  readonly totals: ListTotals
}

/** How many downloads there are of each kind, and what they do together. */
export const useSummary = create<Summary>(() => ({
  counts: null,
  totals: { active: 0, queued: 0, speedBytesPerSec: 0, doneBytes: 0, lengthBytes: 0 },
}))
