import type { EventLoop } from '../loop/event-loop'
import type { Runnable } from '../loop/ready-queue'
import { Future } from './future'

/** Called when a pause begins to hold a Task, and when it stops holding it. */
export type HoldListener = (held: boolean) => void

/**
 * A Task's place in the tree of Tasks: its parent is the Task that made it, and a pause reaches all
 * its descendants. When a Task is done, its children move to its parent.
 */
export abstract class Pausable<T> extends Future<T> implements Runnable {
  #parent: Pausable<unknown> | null
  #firstChild: Pausable<unknown> | null = null
  #nextSibling: Pausable<unknown> | null = null
  #previousSibling: Pausable<unknown> | null = null
  /** How many of its own `pause` calls are not resumed yet. */
  #pauses = 0
  /** Its own pauses plus those of all ancestors. */
  #holds = 0
  /** Whether a Task in cancellation made it: then it belongs to a clean-up, which must run. */
  readonly #bornInCleanUp: boolean
  #listeners: Set<HoldListener> | null = null

  constructor(parent: Pausable<unknown> | null, loop: EventLoop) {
    super(undefined, loop)
    this.#parent = parent
    this.#holds = parent === null ? 0 : parent.#holds
    this.#bornInCleanUp = parent?.isCleaningUp() ?? false
    this.#attach(parent)
  }

  abstract readonly isUnordered: boolean
  abstract run(): void
  abstract cancelling(): number

  /** Called when no pause holds it any more. */
  protected abstract released(): void

  /**
   * Holds the Task and its descendants at their next wait. A result that arrives during the pause
   * is kept. The time of `timeout` stops. `cancel` still works: a Task in cancellation is not held,
   * because its clean-up must run. Calls nest.
   *
   * @example
   * const transfer = createTask(download(url))
   * transfer.pause()
   * yield* sleep(60_000)
   * transfer.resume()
   * yield* transfer
   */
  pause(): void {
    this.#pauses += 1
    this.#changeHolds(1)
  }

  /** Ends one `pause`. Throws an Error if there was none. */
  resume(): void {
    if (this.#pauses === 0) throw new Error(`${this.toString()} is not paused`)
    this.#pauses -= 1
    this.#changeHolds(-1)
  }

  /** Whether a pause, its own or an ancestor's, holds it. */
  isHeld(): boolean {
    return this.#holds > 0 && !this.isCleaningUp()
  }

  /**
   * Calls `listener` when a pause begins or stops holding the Task; the returned function ends
   * that.
   */
  onHold(listener: HoldListener): () => void {
    this.#listeners ??= new Set()
    this.#listeners.add(listener)
    return () => this.#listeners?.delete(listener)
  }

  /** Its children that are not done, youngest first. */
  children(): Pausable<unknown>[] {
    const children: Pausable<unknown>[] = []
    for (let child = this.#firstChild; child !== null; child = child.#nextSibling) {
      children.push(child)
    }
    return children
  }

  /** Whether its clean-up runs: a pause never holds that. */
  protected isCleaningUp(): boolean {
    return this.#bornInCleanUp || this.cancelling() > 0
  }

  /**
   * Must be called after every change, other than `pause` and `resume`, that may change `isHeld`.
   */
  protected updateHold(wasHeld: boolean): void {
    const isHeld = this.isHeld()
    if (wasHeld === isHeld) return
    for (const listener of this.#listeners ?? []) listener(isHeld)
    if (!isHeld) this.released()
  }

  /** Must be called once it is done: its children move to its parent, without its own pauses. */
  protected leaveTree(): void {
    const parent = this.#parent
    this.#detach(parent)
    this.#parent = null
    let child = this.#firstChild
    this.#firstChild = null
    while (child !== null) {
      const next = child.#nextSibling
      child.#parent = parent
      child.#attach(parent)
      if (this.#pauses > 0) child.#changeHolds(-this.#pauses)
      child = next
    }
  }

  #attach(parent: Pausable<unknown> | null): void {
    this.#previousSibling = null
    this.#nextSibling = null
    if (parent === null) {
      this.loop.roots.add(this)
      return
    }
    const next = parent.#firstChild
    this.#nextSibling = next
    if (next !== null) next.#previousSibling = this
    parent.#firstChild = this
  }

  #detach(parent: Pausable<unknown> | null): void {
    const next = this.#nextSibling
    const previous = this.#previousSibling
    if (next !== null) next.#previousSibling = previous
    if (previous !== null) previous.#nextSibling = next
    else if (parent === null) this.loop.roots.delete(this)
    else parent.#firstChild = next
  }

  #changeHolds(by: number): void {
    const wasHeld = this.isHeld()
    this.#holds += by
    // Parents hear of it first. A listener of a child may end siblings: so this walks over a copy.
    for (const child of this.children()) child.#changeHolds(by)
    this.updateHold(wasHeld)
  }
}
