/** What was drawn while something was done. */
export interface Frames {
  /** Milliseconds from each frame to the next. */
  readonly tookMs: readonly number[]
  /** Frames in which a row that is in sight had not come yet. */
  readonly withGaps: number
}

/** What the benchmark has in the page, as `window.rillProbe`. */
export interface Probe {
  /** When the first row was painted, since the epoch; of an empty window, the first of anything. */
  readonly listPaintedAtMs: Promise<number>
  startFrames(): void
  stopFrames(): Frames
  /** What scrolls: the grid, or what it stands in. */
  scroller(): Element
  /** From the next event of this kind until the list it leads to is painted. */
  expectChange(event: 'keydown' | 'mousedown', of: 'count' | 'rows'): void
  /** Milliseconds; null if nothing changed for long. */
  changeTookMs(): Promise<number | null>
}

declare const window: Window & { rillProbe: Probe }

/**
 * Installs the probe; runs in the page, before any script of the page's own, and so may use nothing
 * from out here. A frame counts as painted when the page has done its part of it: what is posted in
 * the frame comes after that.
 */
export function installProbe(hasRows: boolean): void {
  const PATIENCE_MS = 5000
  const rows = (): Element[] => [...document.querySelectorAll('[role=grid] [role=row]')]
  const isReady = (): boolean =>
    rows().some((row) => row.querySelector('[role=gridcell]') && !row.ariaBusy)
  const signature = (of: 'count' | 'rows'): string =>
    of === 'count'
      ? String(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount'))
      : rows()
          .slice(0, 5)
          .map((row) => row.getAttribute('aria-label') ?? row.textContent.slice(0, 40))
          .join('\n')

  /** Calls it after each frame until it answers true. */
  const afterFrames = (look: () => boolean): void => {
    const { port1, port2 } = new MessageChannel()
    const next = (): void => {
      requestAnimationFrame(() => port2.postMessage(null))
    }
    port1.onmessage = () => {
      if (!look()) next()
    }
    next()
  }

  const hasGaps = (): boolean => {
    const box = document.querySelector('[role=grid]')?.getBoundingClientRect()
    if (box === undefined) return false
    return rows().some((row) => {
      if (!row.ariaBusy) return false
      const { top, bottom } = row.getBoundingClientRect()
      return bottom > box.top && top < box.bottom
    })
  }

  let counting = false
  let frames = { tookMs: [] as number[], withGaps: 0 }
  let change = Promise.resolve<number | null>(null)

  window.rillProbe = {
    listPaintedAtMs: new Promise((resolve) => {
      if (!hasRows) {
        new PerformanceObserver((list, observer) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0]
          if (paint === undefined) return
          observer.disconnect()
          resolve(performance.timeOrigin + paint.startTime)
        }).observe({ type: 'paint', buffered: true })
        return
      }
      afterFrames(() => {
        if (!isReady()) return false
        resolve(performance.timeOrigin + performance.now())
        return true
      })
    }),
    startFrames() {
      counting = true
      frames = { tookMs: [], withGaps: 0 }
      let lastMs: number | null = null
      const next = (): void => {
        if (!counting) return
        const nowMs = performance.now()
        if (lastMs !== null) frames.tookMs.push(nowMs - lastMs)
        lastMs = nowMs
        if (hasGaps()) frames.withGaps += 1
        requestAnimationFrame(next)
      }
      requestAnimationFrame(next)
    },
    stopFrames() {
      counting = false
      return frames
    },
    scroller() {
      let found = document.querySelector('[role=grid]')
      while (found && found.scrollHeight <= found.clientHeight) found = found.parentElement
      return found ?? document.documentElement
    },
    expectChange(event, of) {
      const before = signature(of)
      change = new Promise((resolve) => {
        const onEvent = ({ timeStamp }: Event): void => {
          afterFrames(() => {
            const nowMs = performance.now()
            const isLate = nowMs - timeStamp > PATIENCE_MS
            if (!isLate && (signature(of) === before || hasGaps())) return false
            resolve(isLate ? null : nowMs - timeStamp)
            return true
          })
        }
        window.addEventListener(event, onEvent, { capture: true, once: true })
      })
    },
    changeTookMs: () => change,
  }
}
