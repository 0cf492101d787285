import { hasSameBytes } from '../judge/has-same-bytes'

export const PAGE_BYTES = 4096
/** A sector, which a disk writes as a whole or not at all. */
const SECTOR_BYTES = 512
/** Files up to this length get one buffer from the beginning. */
const MOST_AT_ONCE_BYTES = 64 * 1024 * 1024

const NOTHING = new Uint8Array(0)

/** A change of bytes that a power cut may take back. */
interface Write {
  readonly order: number
  readonly start: number
  readonly end: number
  /** The previous bytes, from `beforeAt` on; zeros around them. */
  readonly before: Uint8Array
  readonly beforeAt: number
  /** A flush failed to write it: later flushes do not try again. */
  readonly isForgotten: boolean
}

interface Length {
  readonly order: number
  readonly lengthBytes: number
}

/**
 * A file without its names: its current bytes and, for each change since the last flush, the bytes
 * that a power cut may bring back. The system writes pages at any time and in any order, so each page
 * comes back as it was at some moment since the flush, whole or torn between two sectors.
 */
export class Inode {
  /** The number of its names. */
  links = 0
  /** The number of open handles. */
  handles = 0
  /** Has the sticky bit. */
  isReserved = false
  /** Changes with each change of its bytes, as a modification time does. */
  stamp = 0
  /** Zeros from the length on. */
  #bytes: Uint8Array = NOTHING
  #lengthBytes = 0
  /** Pages that take room. */
  #hasPage = NOTHING
  #pages = 0
  #changes = 0
  #unsecured: Write[] = []
  /** Possible lengths after a power cut: that of the last flush, and all since. */
  #lengths: Length[] = [{ order: 0, lengthBytes: 0 }]

  get lengthBytes(): number {
    return this.#lengthBytes
  }

  get roomBytes(): number {
    return this.#pages * PAGE_BYTES
  }

  /** The bytes of `[start, end)` that exist; not a copy. */
  view(start = 0, end = this.#lengthBytes): Uint8Array {
    const stop = Math.min(end, this.#lengthBytes)
    this.#grow(stop)
    return this.#bytes.subarray(Math.min(start, stop), stop)
  }

  /** How far from `start` towards `end` a write fits into this room. */
  fitting(start: number, end: number, roomBytes: number): number {
    let left = Math.floor(roomBytes / PAGE_BYTES)
    for (let page = pageOf(start); page * PAGE_BYTES < end; page += 1) {
      if (this.#hasPage[page] === 1) continue
      if (left === 0) return Math.max(start, page * PAGE_BYTES)
      left -= 1
    }
    return end
  }

  /** Writes the chunks one after the other, as far as `end`. */
  write(chunks: readonly Uint8Array[], position: number, end: number): void {
    if (end <= position) return
    this.#grow(end)
    this.#change(position, end)
    let at = position
    for (const chunk of chunks) {
      if (at >= end) break
      this.#bytes.set(at + chunk.byteLength <= end ? chunk : chunk.subarray(0, end - at), at)
      at += chunk.byteLength
    }
    this.#takeRoom(position, end)
    if (end > this.#lengthBytes) this.#lengthen(end)
  }

  setLength(lengthBytes: number): void {
    const heldEnd = Math.min(this.#lengthBytes, this.#bytes.byteLength)
    if (lengthBytes < heldEnd) {
      this.#change(lengthBytes, heldEnd)
      this.#bytes.fill(0, lengthBytes, heldEnd)
    }
    const end = Math.ceil(lengthBytes / PAGE_BYTES)
    for (let page = end; page < this.#hasPage.length; page += 1) {
      if (this.#hasPage[page] === 1) this.#pages -= 1
      this.#hasPage[page] = 0
    }
    this.#lengthen(lengthBytes)
  }

  /** Begins a flush; pass the result to `secured` or `forgot` when it has ended. */
  beginFlush(): number {
    return this.#changes
  }

  secured(upTo: number): void {
    const flushed = this.#unsecured.filter((write) => write.order <= upTo && !write.isForgotten)
    if (flushed.length > 0) {
      const left = this.#unsecured.filter((write) => write.order > upTo || write.isForgotten)
      // Newly written bytes are there, whatever became of the earlier bytes.
      this.#unsecured = left.flatMap((write) => (write.isForgotten ? rest(write, flushed) : write))
    }
    const last = this.#lengths.findLastIndex(({ order }) => order <= upTo)
    if (last > 0) this.#lengths.splice(0, last)
  }

  forgot(upTo: number): void {
    this.#unsecured = this.#unsecured.map((write) =>
      write.order <= upTo ? { ...write, isForgotten: true } : write,
    )
  }

  /** Whether a power cut leaves these bytes as they are. */
  isSecured(start: number, end: number): boolean {
    return (
      this.#lengths.every(({ lengthBytes }) => lengthBytes >= end) &&
      this.#unsecured.every((write) => this.#isSameBefore(write, start, end))
    )
  }

  powerCut(random: () => number): void {
    const writesOf = new Map<number, Write[]>()
    for (const write of this.#unsecured) {
      for (let page = pageOf(write.start); page * PAGE_BYTES < write.end; page += 1) {
        const writes = writesOf.get(page)
        if (writes === undefined) writesOf.set(page, [write])
        else writes.push(write)
      }
    }
    for (const [page, writes] of writesOf) this.#settlePage(page * PAGE_BYTES, writes, random)
    const length = this.#lengths[Math.floor(random() * this.#lengths.length)]
    this.#lengthBytes = length?.lengthBytes ?? 0
    this.#bytes.fill(0, this.#lengthBytes)
    this.#unsecured = []
    this.#lengths = [{ order: this.#changes, lengthBytes: this.#lengthBytes }]
  }

  #settlePage(start: number, writes: readonly Write[], random: () => number): void {
    const end = start + PAGE_BYTES
    const fate = random()
    if (fate < 0.4) return
    if (fate < 0.8) this.#takeBack(writes, 0, start, end)
    else if (fate < 0.9) this.#takeBack(writes, Math.floor(random() * writes.length), start, end)
    else {
      const cut = start + SECTOR_BYTES * (1 + Math.floor(random() * 7))
      const isBeginningLost = random() < 0.5
      this.#takeBack(writes, 0, isBeginningLost ? start : cut, isBeginningLost ? cut : end)
    }
  }

  /** Restores, within `[start, end)`, the bytes before the write of this index. */
  #takeBack(writes: readonly Write[], index: number, start: number, end: number): void {
    for (const write of writes.slice(index).reverse()) {
      const from = Math.max(start, write.start)
      const to = Math.min(end, write.end)
      if (from >= to) continue
      this.#bytes.fill(0, from, to)
      const { bytes, at } = beforeWithin(write, from, to)
      this.#bytes.set(bytes, at)
      this.#takeRoom(at, at + bytes.byteLength)
    }
  }

  #isSameBefore(write: Write, start: number, end: number): boolean {
    const from = Math.max(start, write.start)
    const to = Math.min(end, write.end)
    if (from >= to) return true
    const { bytes, at } = beforeWithin(write, from, to)
    // Bytes of a hole were zeros, which are hardly ever written.
    if (bytes.byteLength < to - from) return false
    return hasSameBytes(this.#bytes.subarray(at, at + bytes.byteLength), bytes)
  }

  /** Saves the bytes that are about to change. */
  #change(start: number, end: number): void {
    this.#changes += 1
    let first = pageOf(start)
    let last = pageOf(end - 1)
    while (first <= last && this.#hasPage[first] !== 1) first += 1
    while (last >= first && this.#hasPage[last] !== 1) last -= 1
    const beforeAt = Math.max(start, first * PAGE_BYTES)
    const beforeEnd = Math.min(end, (last + 1) * PAGE_BYTES)
    const before = beforeEnd > beforeAt ? this.#bytes.slice(beforeAt, beforeEnd) : NOTHING
    this.#unsecured.push({ order: this.#changes, start, end, before, beforeAt, isForgotten: false })
  }

  #lengthen(lengthBytes: number): void {
    this.#changes += 1
    this.#lengthBytes = lengthBytes
    this.#lengths.push({ order: this.#changes, lengthBytes })
  }

  #takeRoom(start: number, end: number): void {
    for (let page = pageOf(start); page * PAGE_BYTES < end; page += 1) {
      if (this.#hasPage[page] === 1) continue
      this.#hasPage[page] = 1
      this.#pages += 1
    }
  }

  #grow(end: number): void {
    if (end <= this.#bytes.byteLength) return
    const whole = Math.min(this.#lengthBytes, MOST_AT_ONCE_BYTES)
    const capacity = Math.ceil(Math.max(end, whole, 2 * this.#bytes.byteLength) / PAGE_BYTES)
    const bytes = new Uint8Array(capacity * PAGE_BYTES)
    bytes.set(this.#bytes)
    this.#bytes = bytes
    const hasPage = new Uint8Array(capacity)
    hasPage.set(this.#hasPage)
    this.#hasPage = hasPage
  }
}

function pageOf(position: number): number {
  return Math.floor(position / PAGE_BYTES)
}

/** The known bytes of `[start, end)` before a write, and their position. */
function beforeWithin({ before, beforeAt }: Write, start: number, end: number) {
  const from = Math.max(start - beforeAt, 0)
  return { bytes: before.subarray(from, Math.max(from, end - beforeAt)), at: beforeAt + from }
}

/** The ranges of a write that later writes did not cover. */
function rest(write: Write, later: readonly Write[]): readonly Write[] {
  let left: readonly Write[] = [write]
  for (const { order, start, end } of later) {
    if (order < write.order) continue
    left = left.flatMap((one) => [
      ...(one.start < start ? [{ ...one, end: Math.min(one.end, start) }] : []),
      ...(one.end > end ? [{ ...one, start: Math.max(one.start, end) }] : []),
    ])
  }
  return left
}
