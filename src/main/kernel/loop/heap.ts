/**
 * A binary heap: gives out first what is before all others. `isBefore` may throw; then nothing has
 * changed.
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

  /** All, in no order that means anything. */
  items(): readonly T[] {
    return this.#items
  }

  /** The first, left where it is. */
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

  /** Takes out the first. */
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

  /** Where on the way from `index` to the top `item` belongs. */
  #placeAbove(item: T, index: number): number {
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#isBefore(item, this.#items[parent] as T)) break
      index = parent
    }
    return index
  }

  /** Where `item` belongs on the way down from the top in a heap of `size` items. */
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
