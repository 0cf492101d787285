import { type ReactNode, useState } from 'react'
import { t } from '../../lib/i18n/i18n'
import { useApp } from '../../stores/app'
import { rememberHeight } from '../../stores/details'
import { useResize } from './use-resize'

const LEAST_PX = 150
/** The list keeps so much. */
const LIST_PX = 210
const DEFAULT_PX = 280

/** The drawer itself: as high as a person made it, by the pointer or by the keyboard. */
export function DrawerFrame({ children }: { children: ReactNode }) {
  const [height, setHeight] = useState(
    () => useApp.getState().settings?.ui.drawer.height ?? DEFAULT_PX,
  )
  const most = Math.max(LEAST_PX, window.innerHeight - LIST_PX)
  const shown = Math.round(Math.min(Math.max(height, LEAST_PX), most))
  const handle = useResize({
    value: shown,
    min: LEAST_PX,
    max: most,
    onChange: setHeight,
    onEnd: rememberHeight,
  })
  return (
    <section
      aria-label={t('details.title')}
      data-details
      style={{ height: shown }}
      className="relative flex max-h-[calc(100vh-210px)] min-h-[150px] shrink-0 flex-col border-t border-line bg-canvas"
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a rule that is moved is no hr */}
      <div
        {...handle}
        role="separator"
        tabIndex={0}
        aria-orientation="horizontal"
        aria-label={t('details.height')}
        aria-valuenow={shown}
        aria-valuemin={LEAST_PX}
        aria-valuemax={most}
        className="absolute inset-x-0 -top-1 z-10 h-2 cursor-row-resize touch-none after:absolute after:inset-x-0 after:top-[3px] after:h-0.5 hover:after:bg-accent focus-visible:outline-none focus-visible:after:bg-accent"
      />
      {children}
    </section>
  )
}
