import { render } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import type { ReactElement } from 'react'
import { Toasts } from '../../../src/renderer/components/ui/toasts'
import { connect } from '../../../src/renderer/stores/connect'
import type { DownloadView } from '../../../src/shared/download'
import type { Settings } from '../../../src/shared/settings'
import { FakeDownloads } from './fake-downloads'
import { FakeRill } from './fake-rill'
import { untilReady } from './until-ready'

export interface OpenWindow {
  readonly rill: FakeRill
  readonly downloads: FakeDownloads
  readonly user: UserEvent
}

interface OpenWindowOptions {
  readonly downloads?: readonly DownloadView[]
  readonly settings?: Partial<Settings>
  /** Changes the answers before the page asks anything. */
  readonly before?: (rill: FakeRill) => void
}

let current: FakeRill | null = null

/** The fake of the test that runs; null before a test has opened a window. */
export function currentRill(): FakeRill | null {
  return current
}

/**
 * Shows one part of the page in the frame that every part expects, connected to a fake main process.
 * Resolves when the stores are filled.
 */
export async function openWindow(
  part: ReactElement,
  { downloads: views = [], settings = {}, before = () => undefined }: OpenWindowOptions = {},
): Promise<OpenWindow> {
  const downloads = new FakeDownloads(views, settings)
  const rill = new FakeRill(downloads.answers())
  before(rill)
  current = rill
  Object.assign(window, { rill: rill.api })
  connect()
  await untilReady(downloads.startVersion)
  rill.send('counts', downloads.counts())
  rill.send('totals', downloads.totals())
  render(
    <Tooltip.Provider>
      <main>{part}</main>
      <Toasts />
    </Tooltip.Provider>,
  )
  return { rill, downloads, user: userEvent.setup() }
}
