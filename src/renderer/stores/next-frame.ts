const waiting: (() => void)[] = []

/**
 * Runs `work` with the next frame, together with all else that came until then, so that React draws
 * once. At once where nothing is drawn anyway.
 */
export function inNextFrame(work: () => void): void {
  waiting.push(work)
  if (document.hidden) runAll()
  else if (waiting.length === 1) requestAnimationFrame(runAll)
}

document.addEventListener('visibilitychange', runAll)

function runAll(): void {
  for (const work of waiting.splice(0)) work()
}
