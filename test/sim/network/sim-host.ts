import type { HostStory, Refusal } from '../story/story'
import type { World } from '../world/world'
import type { Connection } from './connection'

/** A temporary fault of a host. */
export type HostFault =
  | { readonly kind: 'down' | 'partition' | 'dns' }
  | { readonly kind: 'slow'; readonly factor: number }
  | { readonly kind: 'limit'; readonly most: number; readonly refuses: Refusal }

/** A host and the line to it, which its connections share. */
export class SimHost {
  readonly world: World
  readonly number: number
  readonly story: HostStory
  readonly open = new Set<Connection>()
  mostOpen = 0
  /** The faults of its story are over. */
  isHealed = false
  readonly #faults = new Set<HostFault>()
  #settledMs = 0

  constructor(world: World, number: number, story: HostStory) {
    this.world = world
    this.number = number
    this.story = story
  }

  has(kind: HostFault['kind']): boolean {
    for (const fault of this.#faults) if (fault.kind === kind) return true
    return false
  }

  begin(fault: HostFault): void {
    this.settle()
    this.#faults.add(fault)
  }

  end(fault: HostFault): void {
    this.settle()
    this.#faults.delete(fault)
    this.wake()
  }

  wake(): void {
    for (const connection of this.open) connection.news.set()
  }

  enter(connection: Connection): void {
    this.open.add(connection)
    this.mostOpen = Math.max(this.mostOpen, this.open.size)
  }

  leave(connection: Connection): void {
    if (!connection.isOpen) return
    this.settle()
    connection.isOpen = false
    this.open.delete(connection)
  }

  /** How it refuses another connection; null if it accepts it. */
  refusal(): Refusal | null {
    const { mostConnections, refuses } = this.story
    let [most, how] = [Number.POSITIVE_INFINITY, refuses]
    if (mostConnections !== null && !this.isHealed) most = mostConnections
    for (const fault of this.#faults) {
      if (fault.kind === 'limit' && fault.most < most) [most, how] = [fault.most, fault.refuses]
    }
    let served = 0
    for (const connection of this.open) if (connection.isServed) served += 1
    return served >= most ? how : null
  }

  /** The current speed of each connection that can receive bytes. */
  bytesPerSecNow(): number {
    let flowing = 0
    for (const connection of this.open) if (connection.roomBytes > 0) flowing += 1
    return this.#share(Math.max(1, flowing))
  }

  /** Delivers the bytes that arrived since the last call. */
  settle(): void {
    let leftSec = (this.world.now() - this.#settledMs) / 1000
    this.#settledMs = this.world.now()
    if (this.has('partition')) return
    while (leftSec > 0) {
      let flowing = 0
      let leastRoomBytes = Number.POSITIVE_INFINITY
      for (const { roomBytes } of this.open) {
        if (roomBytes <= 0) continue
        flowing += 1
        leastRoomBytes = Math.min(leastRoomBytes, roomBytes)
      }
      if (flowing === 0) return
      // Until one of them is full or complete: then the others get a larger share.
      const bytesPerSec = this.#share(flowing)
      const sec = Math.min(leftSec, leastRoomBytes / bytesPerSec)
      for (const connection of this.open) {
        const { roomBytes } = connection
        if (roomBytes > 0) connection.arrivedBytes += arriving(roomBytes, bytesPerSec * sec)
      }
      leftSec -= sec
    }
  }

  #share(flowing: number): number {
    const { bytesPerSec, connectionBytesPerSec } = this.story
    let factor = 1
    for (const fault of this.#faults) if (fault.kind === 'slow') factor *= fault.factor
    return Math.min(connectionBytesPerSec, bytesPerSec / flowing) * factor
  }
}

/** Rounds up to whole bytes where arithmetic falls short by a fraction. */
function arriving(roomBytes: number, bytes: number): number {
  return roomBytes - bytes < 0.001 ? roomBytes : bytes
}
