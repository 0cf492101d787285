import { create } from 'zustand'
import type { SelectionEvents } from '../../shared/ipc/selection'

/** What happened last that is worth a word to those who cannot see the list. */
export const useAnnouncements = create<SelectionEvents['announcement']>(() => ({
  started: null,
  completed: null,
  failed: null,
}))
