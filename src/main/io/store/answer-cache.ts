export interface KeptAnswer<Question, Answer> {
  readonly question: Question
  readonly answer: Answer
}

/** Keeps the latest answers as long as nothing they depend on has changed. */
export class AnswerCache<Question, Answer> {
  readonly #most: number
  readonly #revision: () => string
  /** By their question as JSON, least recently used first. */
  readonly #kept = new Map<string, KeptAnswer<Question, Answer>>()
  #keptRevision = ''

  /** Keeps at most `most` answers; `revision` returns another text after each change. */
  constructor(most: number, revision: () => string) {
    this.#most = most
    this.#revision = revision
  }

  /** The kept answer, or a new one by `make`. */
  answer(question: Question, make: () => Answer): Answer {
    const revision = this.#revision()
    if (revision !== this.#keptRevision) this.#kept.clear()
    this.#keptRevision = revision
    const name = JSON.stringify(question)
    const kept = this.#kept.get(name) ?? { question, answer: make() }
    this.#touch(name, kept)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest)
    return kept.answer
  }

  /** A kept answer, for use inside `make`. */
  find(question: Question): Answer | undefined {
    const name = JSON.stringify(question)
    const kept = this.#kept.get(name)
    if (kept !== undefined) this.#touch(name, kept)
    return kept?.answer
  }

  /** All kept answers, for use inside `make`. */
  all(): Iterable<KeptAnswer<Question, Answer>> {
    return this.#kept.values()
  }

  #touch(name: string, kept: KeptAnswer<Question, Answer>): void {
    this.#kept.delete(name)
    this.#kept.set(name, kept)
  }
}
