/** The latest value of a look-up, so that many callers at once cost one look-up. */
export class Recent<T> {
  readonly #keptMs: number
  #last: { readonly key: string; readonly value: T; readonly atMs: number } | null = null

  constructor(keptMs: number) {
    this.#keptMs = keptMs
  }

  /** The value of `key`, at most `keptMs` old; a value that is not steady is not reused. */
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
