/** What happened in a world, line by line; the same story gives the same bytes. */
export class Trace {
  readonly lines: string[] = []
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** `who` is the part of the world: `net`, `disk`, `store`, `person`, `life` or `judge`. */
  note(who: string, what: string): void {
    this.lines.push(`${this.#now().toFixed(3).padStart(12)} ${who.padEnd(6)} ${what}`)
  }

  text(): string {
    return `${this.lines.join('\n')}\n`
  }
}
