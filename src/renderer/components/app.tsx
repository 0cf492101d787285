import { Direction, Tooltip } from 'radix-ui'
import { DropOverlay } from './add/drop-overlay'
import { usePastedLinks } from './add/use-pasted-links'
import { DetailsDrawer } from './details/details-drawer'
import { Dialogs } from './dialogs'
import { Footer } from './footer/footer'
import { Content } from './list/content'
import { Sidebar } from './sidebar/sidebar'
import { Toolbar } from './toolbar/toolbar'
import { Toasts } from './ui/toasts'
import { useAppearance } from './use-appearance'
import { useShortcuts } from './use-shortcuts'

/** The window. */
export function App() {
  const language = useAppearance()
  const direction = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'
  useShortcuts()
  usePastedLinks()
  return (
    <Direction.Provider key={language} dir={direction}>
      <Tooltip.Provider delayDuration={450} skipDelayDuration={250}>
        <div className="flex h-full">
          <Sidebar />
          <main className="flex min-w-0 flex-1 flex-col">
            <Toolbar />
            <Content />
            <DetailsDrawer />
            <Footer />
          </main>
        </div>
        <Dialogs />
        <DropOverlay />
        <Toasts />
      </Tooltip.Provider>
    </Direction.Provider>
  )
}
