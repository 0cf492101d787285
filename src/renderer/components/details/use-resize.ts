import type { KeyboardEvent, PointerEvent } from 'react'

const STEP_PX = 16
const LARGE_STEP_PX = 64

interface ResizeOptions {
  readonly value: number
  readonly min: number
  readonly max: number
  /** At every moment of it. */
  readonly onChange: (value: number) => void
  /** When it is done. */
  readonly onEnd: (value: number) => void
}

/** The handlers of a rule that makes what is below it higher and lower (WAI-ARIA window splitter). */
export function useResize({ value, min, max, onChange, onEnd }: ResizeOptions) {
  const within = (wanted: number): number => Math.min(max, Math.max(min, wanted))

  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return
    event.preventDefault()
    const handle = event.currentTarget
    const from = event.clientY
    let latest = value
    handle.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent): void => {
      latest = within(value + from - moved.clientY)
      onChange(latest)
    }
    const end = (): void => {
      handle.removeEventListener('pointermove', move)
      onEnd(latest)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', end, { once: true })
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const targets: Partial<Record<string, number>> = {
      ArrowUp: value + STEP_PX,
      ArrowDown: value - STEP_PX,
      PageUp: value + LARGE_STEP_PX,
      PageDown: value - LARGE_STEP_PX,
      Home: max,
      End: min,
    }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    onChange(within(target))
    onEnd(within(target))
  }

  return { onPointerDown, onKeyDown }
}
