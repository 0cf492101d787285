import type { EventLoop } from '../loop/event-loop'
import type { Runnable } from '../loop/ready-queue'
import { Future } from './future'

/** Calls back when a Task is held or released. */
export type HoldListener = (held: boolean) => void

/**
 * A Task's place in the tree of Tasks: its parent is the Task that made it, and a pause reaches all
 * that are below. Tasks whose parent is done hang on their grandparent.
 */
export abstract class Pausable<T> extends Future<T> implements Runnable {
  #parent: Pausable<unknown> | null
  #firstChild: Pausable<unknown> | null = null
  #nextSibling: Pausable<unknown> | null = null
  #previousSibling: Pausable<unknown> | null = null
  /** How many `pause` calls of its own are not resumed yet. */
  #pauses = 0
  /** The same with its ancestors' added. */
  #holds = 0
  /** Made by a Task that was being cancelled: part of its clean-up, which has to run. */
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

  /** It may run again. */
  protected abstract released(): void

  /**
   * Holds the Task and its children where they next wait. What they wait for may finish meanwhile
   * and is kept; `timeout` stands still; `cancel` still works, and a Task that is being cancelled
   * is not held, since its clean-up has to run. Calls nest.
   */
  pause(): void {
    this.#pauses += 1
    this.#changeHolds(1)
  }

  /** Ends one `pause`. Throws if there was none. */
  resume(): void {
    if (this.#pauses === 0) throw new Error(`${this.toString()} is not paused`)
    this.#pauses -= 1
    this.#changeHolds(-1)
  }

  /** True while a `pause`, its own or an ancestor's, is in force. */
  isHeld(): boolean {
    return this.#holds > 0 && !this.isCleaningUp()
  }

  /** Calls `listener` whenever the Task is held or released; the returned function ends that. */
  onHold(listener: HoldListener): () => void {
    this.#listeners ??= new Set()
    this.#listeners.add(listener)
    return () => this.#listeners?.delete(listener)
  }

  /** The Tasks below it that are not done, youngest first. */
  children(): Pausable<unknown>[] {
    const children: Pausable<unknown>[] = []
    for (let child = this.#firstChild; child !== null; child = child.#nextSibling) {
      children.push(child)
    }
    return children
  }

  /** True while its clean-up runs, which no pause may keep from its end. */
  protected isCleaningUp(): boolean {
    return this.#bornInCleanUp || this.cancelling() > 0
  }

  /** To be called after anything but `pause` and `resume` that may have changed `isHeld`. */
  protected updateHold(wasHeld: boolean): void {
    const isHeld = this.isHeld()
    if (wasHeld === isHeld) return
    for (const listener of this.#listeners ?? []) listener(isHeld)
    if (!isHeld) this.released()
  }

  /** To be called once it is done: its children go to its parent, without its pauses. */
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
    // Told parents first; a child's listener may end its siblings, never its own place.
    for (const child of this.children()) child.#changeHolds(by)
    this.updateHold(wasHeld)
  }
}
