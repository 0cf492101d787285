/**
 * A function that calls `run` at once and then at most once every `intervalMs`; calls in between
 * are joined into one at the end of the interval, so that the last one is never lost.
 */
export function atMostEvery(intervalMs: number, run: () => void): () => void {
  let resting = false
  let wanted = false
  const go = (): void => {
    if (resting) {
      wanted = true
      return
    }
    resting = true
    setTimeout(() => {
      resting = false
      if (!wanted) return
      wanted = false
      go()
    }, intervalMs)
    run()
  }
  return go
}
