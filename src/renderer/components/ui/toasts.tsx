import type { CSSProperties } from 'react'
import { Toaster } from 'sonner'
import { useApp } from '../../stores/app'

const COLOURS = {
  fontFamily: 'inherit',
  '--normal-bg': 'var(--raised)',
  '--normal-text': 'var(--ink)',
  '--normal-border': 'var(--line)',
} as CSSProperties

// Above the button for the settings, and clear of the buttons of the rows.
const OFFSETS = {
  ltr: { bottom: 52, left: 10 },
  rtl: { bottom: 52, right: 10 },
}

/** Sentences that come and go. */
export function Toasts() {
  const theme = useApp((state) => state.settings?.ui.theme ?? 'system')
  const direction = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'
  return (
    <Toaster
      theme={theme === 'contrast' ? 'dark' : theme}
      dir={direction}
      expand
      position={direction === 'rtl' ? 'bottom-right' : 'bottom-left'}
      offset={OFFSETS[direction]}
      mobileOffset={OFFSETS[direction]}
      style={COLOURS}
    />
  )
}
