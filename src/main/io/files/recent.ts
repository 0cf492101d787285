/** What was found a moment ago, so that of many who ask at once one has to look. */
export class Recent<T> {
  readonly #keptMs: number
  #last: { readonly key: string; readonly value: T; readonly atMs: number } | null = null

  constructor(keptMs: number) {
    this.#keptMs = keptMs
  }

  /** A value that is not `steady` has to be looked for each time. */
  async of(
    key: string,
    look: () => Promise<T>,
    isSteady: (value: T) => boolean = () => true,
  ): Promise<T> {
    const last = this.#last
    if (last?.key === key && performance.now() - last.atMs < this.#keptMs) return last.value
    const value = await look()
    this.#last = isSteady(value) ? { key, value, atMs: performance.now() } : null
    return value
  }
}
