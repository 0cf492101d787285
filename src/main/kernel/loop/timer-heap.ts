/** A callback that waits for its time. */
export interface Timer {
  readonly atMs: number
  /** Order of creation: timers of the same moment fire in it. */
  readonly order: number
  callback: (() => void) | null
}

const isBefore = (a: Timer, b: Timer): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)

/** Timers, earliest first: a binary heap. Called-off timers leave when they come to the top. */
export class TimerHeap {
  readonly #heap: Timer[] = []

  push(timer: Timer): void {
    const heap = this.#heap
    let index = heap.length
    heap.push(timer)
    while (index > 0) {
      const parentIndex = (index - 1) >> 1
      const parent = heap[parentIndex]
      if (parent === undefined || !isBefore(timer, parent)) break
      heap[index] = parent
      index = parentIndex
    }
    heap[index] = timer
  }

  /** The earliest timer that has not been called off. */
  peek(): Timer | undefined {
    while (this.#heap[0]?.callback === null) this.#removeFirst()
    return this.#heap[0]
  }

  /** Takes out the earliest timer if its time has come. */
  popDue(nowMs: number): Timer | undefined {
    const first = this.peek()
    if (first === undefined || first.atMs > nowMs) return undefined
    this.#removeFirst()
    return first
  }

  #removeFirst(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let index = 0
    for (;;) {
      let childIndex = 2 * index + 1
      let child = heap[childIndex]
      const right = heap[childIndex + 1]
      if (child !== undefined && right !== undefined && isBefore(right, child)) {
        child = right
        childIndex += 1
      }
      if (child === undefined || !isBefore(child, last)) break
      heap[index] = child
      index = childIndex
    }
    heap[index] = last
  }
}
