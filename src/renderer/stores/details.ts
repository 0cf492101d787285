import { create } from 'zustand'
import type { DetailsReport } from '../../shared/details'
import type { DownloadId } from '../../shared/download'
import { runCommand } from '../lib/run-command'
import { useApp } from './app'
import { inNextFrame } from './next-frame'
import { selectRow } from './selection'
import { updateUi } from './update-settings'

export const DETAILS_TABS = ['overview', 'segments', 'speed', 'timeline', 'options'] as const

export type DetailsTab = (typeof DETAILS_TABS)[number]

/** A field of the options that something else leads to. */
export type OptionField = 'name' | 'folder' | 'user' | 'connections' | 'checksum'

export interface Details {
  readonly isOpen: boolean
  readonly tab: DetailsTab
  /** Where the focus goes as soon as the options are there. */
  readonly field: OptionField | null
  /** The download that is shown; null for none. */
  readonly id: DownloadId | null
  /** What is known of it; null until it has come, or when it is gone. */
  readonly report: DetailsReport | null
}

const CLOSED: Details = { isOpen: false, tab: 'overview', field: null, id: null, report: null }

/** The drawer with all there is to know of one download. */
export const useDetails = create<Details>(() => CLOSED)

/** Shows all about one download: it becomes the current row, and the only one selected. */
export function openDetails(id: DownloadId): void {
  selectRow(id)
  showDetailsOf(id)
  open({})
}

/** The same, at the field of its options that needs a hand. */
export function focusOption(id: DownloadId, field: OptionField): void {
  openDetails(id)
  open({ tab: 'options', field })
}

function open(change: Partial<Details>): void {
  useDetails.setState({ ...change, isOpen: true })
  rememberDrawer()
}

export function closeDetails(): void {
  useDetails.setState({ isOpen: false, field: null })
  rememberDrawer()
}

export function toggleDetails(): void {
  if (useDetails.getState().isOpen) closeDetails()
  else open({})
}

export function showTab(tab: DetailsTab): void {
  useDetails.setState({ tab, field: null })
}

/** The field has the focus. */
export function optionFocused(): void {
  useDetails.setState({ field: null })
}

/**
 * As it was when the window was closed last. Only at the start: what the settings tell later is what
 * this window said itself, and by then it may have been opened or closed again.
 */
export function restoreDetails(open: boolean): void {
  useDetails.setState({ isOpen: open })
}

export function rememberHeight(height: number): void {
  updateUi({ drawer: { open: useDetails.getState().isOpen, height } })
}

/** What is open, and how high, outlives the window. */
function rememberDrawer(): void {
  const drawer = useApp.getState().settings?.ui.drawer
  if (drawer !== undefined) rememberHeight(drawer.height)
}

/** Hears of the download that is shown. */
export function listenForDetails(): void {
  window.rill.on('details', ({ id, report }) => {
    inNextFrame(() => useDetails.setState((state) => (state.id === id ? { report } : {})))
  })
}

let isAsking = false

/**
 * Shows another download, as soon as it is known, or none. Who runs through a list asks only for
 * where it stops.
 */
export function showDetailsOf(id: DownloadId | null): void {
  useDetails.setState(id === null ? { id, report: null } : { id })
  if (!isAsking) runCommand(watchShown())
}

async function watchShown(): Promise<void> {
  isAsking = true
  try {
    for (let asked: DownloadId | null | undefined; asked !== useDetails.getState().id; ) {
      asked = useDetails.getState().id
      const report = await window.rill.watchDetails(asked)
      const told = asked
      useDetails.setState((state) => (state.id === told ? { report } : {}))
    }
  } finally {
    isAsking = false
  }
}
