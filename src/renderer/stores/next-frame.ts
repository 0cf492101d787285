const waiting: (() => void)[] = []

/**
 * Runs `work` in the next frame, together with all other waiting work, so that React renders once.
 * A hidden window has no frames: there it runs at once.
 */
export function inNextFrame(work: () => void): void {
  waiting.push(work)
  if (document.hidden) runAll()
  else if (waiting.length === 1) {
    requestAnimationFrame(runAll)
    document.addEventListener('visibilitychange', runAll, { once: true })
  }
}

function runAll(): void {
  for (const work of waiting.splice(0)) work()
}
