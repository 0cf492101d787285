/** Runs before each file of the component tests: a page of a usual size, and a clean one per test. */
import { cleanup, configure } from '@testing-library/react'
import { toast } from 'sonner'
import { afterEach, expect } from 'vitest'
import { useAddForm } from '../../../src/renderer/stores/add-form'
import { useAnnouncements } from '../../../src/renderer/stores/announcements'
import { useApp } from '../../../src/renderer/stores/app'
import { useColumns } from '../../../src/renderer/stores/columns'
import { useCurrentPlace } from '../../../src/renderer/stores/current-place'
import { useDetails } from '../../../src/renderer/stores/details'
import { useDialogs } from '../../../src/renderer/stores/dialogs'
import { useList } from '../../../src/renderer/stores/list'
import { useListView } from '../../../src/renderer/stores/list-view'
import { useSelection } from '../../../src/renderer/stores/selection'
import { useSummary } from '../../../src/renderer/stores/summary'
import { currentRill } from './open-window'

// Without a layout every element is 0 by 0 pixels, and a virtual list would show no row.
for (const [name, pixels] of Object.entries({ clientHeight: 800, clientWidth: 1200 })) {
  Object.defineProperty(HTMLElement.prototype, name, { get: () => pixels })
}

configure({
  // A slow machine must not fail a test that only waits.
  asyncUtilTimeout: 30_000,
  // The whole page as text would hide the one line that says what is missing.
  getElementError: (message) => new Error(message ?? 'no such element'),
})

afterEach(() => {
  cleanup()
  toast.dismiss()
  reset(useAddForm, useApp, useColumns, useCurrentPlace, useDetails, useDialogs)
  reset(useAnnouncements, useList, useListView, useSelection, useSummary)
  expect(currentRill()?.refused ?? []).toEqual([])
})

interface Resettable {
  readonly getInitialState: () => object
  readonly setState: (state: never, replace: true) => void
}

function reset(...stores: readonly Resettable[]): void {
  for (const store of stores) store.setState(store.getInitialState() as never, true)
}
