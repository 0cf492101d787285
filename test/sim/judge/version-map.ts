interface Stretch {
  readonly start: number
  readonly end: number
  readonly version: number
}

/** The version of a resource from which each byte of a file came. */
export class VersionMap {
  #stretches: Stretch[] = []

  write(start: number, end: number, version: number): void {
    const last = this.#stretches.at(-1)
    const kept: Stretch[] = []
    let [from, to] = [start, end]
    for (const stretch of this.#stretches) {
      if (stretch.version === version && stretch.start <= to && stretch.end >= from) {
        from = Math.min(from, stretch.start)
        to = Math.max(to, stretch.end)
        continue
      }
      if (stretch.end <= start || stretch.start >= end) kept.push(stretch)
      else {
        if (stretch.start < start) kept.push({ ...stretch, end: start })
        if (stretch.end > end) kept.push({ ...stretch, start: end })
      }
    }
    kept.push({ start: from, end: to, version })
    if (last !== undefined && last.start > from) kept.sort((a, b) => a.start - b.start)
    this.#stretches = kept
  }

  /** The versions of the bytes `[start, end)`, without bytes of no version. */
  versionsIn(start: number, end: number): Set<number> {
    const within = this.#stretches.filter((one) => one.start < end && one.end > start)
    return new Set(within.map(({ version }) => version))
  }
}
