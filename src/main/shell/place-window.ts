export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The smallest usable window, in device-independent pixels. */
export const SMALLEST = { width: 720, height: 480 }

const DEFAULT = { width: 1040, height: 680 }

/** The part of a window that must be on a screen, so that the window can be moved by hand. */
const GRIP = { width: 120, height: 48 }

/**
 * Where to open the window: at its last position if that is still on one of the screens
 * (`workAreas`), else centred, for which the position is left out.
 */
export function placeWindow(
  saved: Bounds | null,
  workAreas: readonly Bounds[],
): { width: number; height: number } | Bounds {
  if (saved === null) return DEFAULT
  const width = Math.max(saved.width, SMALLEST.width)
  const height = Math.max(saved.height, SMALLEST.height)
  const reachable = workAreas.some(
    (area) =>
      overlap(saved.x, width, area.x, area.width) >= GRIP.width &&
      overlap(saved.y, height, area.y, area.height) >= GRIP.height &&
      saved.y >= area.y,
  )
  return reachable ? { x: saved.x, y: saved.y, width, height } : { width, height }
}

function overlap(a: number, aLength: number, b: number, bLength: number): number {
  return Math.min(a + aLength, b + bLength) - Math.max(a, b)
}
