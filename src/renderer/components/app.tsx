import { Tooltip } from 'radix-ui'
import type { CSSProperties } from 'react'
import { Toaster } from 'sonner'
import { useDialogs } from '../stores/dialogs'
import { AddDialog } from './add-dialog'
import { Content } from './content'
import { DropOverlay } from './drop-overlay'
import { Footer } from './footer'
import { Header } from './header'
import { LinkDialog } from './link-dialog'
import { SettingsDialog } from './settings-dialog'
import { Sidebar } from './sidebar'
import { usePastedLinks } from './use-pasted-links'
import { useShortcuts } from './use-shortcuts'

const TOAST_COLOURS = {
  fontFamily: 'inherit',
  '--normal-bg': 'var(--raised)',
  '--normal-text': 'var(--ink)',
  '--normal-border': 'var(--line)',
} as CSSProperties

// Above the button for the settings, and clear of the buttons of the rows.
const TOAST_OFFSET = { bottom: 52, left: 10 }

/** The window. */
export function App() {
  useShortcuts()
  usePastedLinks()
  const dialog = useDialogs((state) => state.open)
  return (
    <Tooltip.Provider delayDuration={450} skipDelayDuration={250}>
      <div className="flex h-full">
        <Sidebar />
        <main className="flex min-w-0 flex-1 flex-col">
          <Header />
          <Content />
          <Footer />
        </main>
      </div>
      {dialog === 'add' && <AddDialog />}
      {dialog === 'settings' && <SettingsDialog />}
      {dialog === 'link' && <LinkDialog />}
      <DropOverlay />
      <Toaster
        theme="system"
        expand
        position="bottom-left"
        offset={TOAST_OFFSET}
        mobileOffset={TOAST_OFFSET}
        style={TOAST_COLOURS}
      />
    </Tooltip.Provider>
  )
}
