/**
 * Returns a function that calls `run` at once, and then at most once per `intervalMs`. Calls within
 * the interval become one call at its end, so that the last one is never lost.
 */
export function atMostEvery(intervalMs: number, run: () => void): () => void {
  let isWaiting = false
  let isPending = false
  const go = (): void => {
    if (isWaiting) {
      isPending = true
      return
    }
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      if (!isPending) return
      isPending = false
      go()
    }, intervalMs)
    run()
  }
  return go
}
