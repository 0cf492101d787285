/**
 * A binary heap: `pop` returns the item that is before all others. If `isBefore` throws, so does
 * the method, and the heap is unchanged.
 */
export class Heap<T> {
  readonly #isBefore: (a: T, b: T) => boolean
  readonly #items: T[] = []

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.#isBefore = isBefore
  }

  get size(): number {
    return this.#items.length
  }

  /** All items, in no particular order. */
  items(): readonly T[] {
    return this.#items
  }

  /** The first item, without removing it. */
  peek(): T | undefined {
    return this.#items[0]
  }

  push(item: T): void {
    const items = this.#items
    const place = this.#placeAbove(item, items.length)
    let index = items.length
    items.push(item)
    while (index > place) {
      const parent = (index - 1) >> 1
      items[index] = items[parent] as T
      index = parent
    }
    items[place] = item
  }

  /** Removes and returns the first item. */
  pop(): T | undefined {
    const items = this.#items
    if (items.length < 2) return items.pop()
    const last = items[items.length - 1] as T
    let index = this.#placeBelow(last, items.length - 1)
    items.pop()
    let moving = last
    for (;;) {
      const displaced = items[index] as T
      items[index] = moving
      if (index === 0) return displaced
      moving = displaced
      index = (index - 1) >> 1
    }
  }

  /** Where `item` belongs on the path from `index` to the top. */
  #placeAbove(item: T, index: number): number {
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#isBefore(item, this.#items[parent] as T)) break
      index = parent
    }
    return index
  }

  /** Where `item` belongs on the path down from the top of a heap of `size` items. */
  #placeBelow(item: T, size: number): number {
    const items = this.#items
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= size) return index
      const right = child + 1
      if (right < size && this.#isBefore(items[right] as T, items[child] as T)) child = right
      if (!this.#isBefore(items[child] as T, item)) return index
      index = child
    }
  }
}
