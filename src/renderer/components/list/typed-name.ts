/** A pause after which another name begins. */
const FORGET_AFTER_MS = 800

/** The beginning of a name that a person types to be led to it. */
export class TypedName {
  #text = ''
  #lastMs = Number.NEGATIVE_INFINITY

  /** Whether nothing is being typed at that time; a space is then no part of a name. */
  isEmptyAt(nowMs: number): boolean {
    return this.#text === '' || nowMs - this.#lastMs > FORGET_AFTER_MS
  }

  /** The same letter again leads from one name to the next. */
  type(letter: string, nowMs: number): { readonly startsWith: string; readonly isNew: boolean } {
    if (this.isEmptyAt(nowMs)) this.#text = ''
    this.#lastMs = nowMs
    const isSameAgain = this.#text === letter
    const isNew = this.#text === '' || isSameAgain
    if (!isSameAgain) this.#text += letter
    return { startsWith: this.#text, isNew }
  }
}
