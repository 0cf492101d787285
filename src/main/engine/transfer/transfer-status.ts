import type { ConnectionPlan, DetailsSegment } from '../../../shared/details'
import { runningLoop } from '../../kernel'
import type { ConnectionPool } from '../connections/connection-pool'
import type { SegmentMap } from '../segments/segment-map'
import { SpeedMeter } from './speed-meter'

/** The progress of a running transfer, for views. Must be created inside the loop that runs it. */
export class TransferStatus {
  readonly #loop = runningLoop()
  readonly #speed = new SpeedMeter(this.#loop.now())
  #map: SegmentMap | null = null
  #pool: ConnectionPool | null = null

  /** Bytes in the part file; null before the part file is open. */
  get doneBytes(): number | null {
    return this.#map?.doneBytes() ?? null
  }

  /** How many connections are receiving bytes. */
  get connections(): number {
    return this.#pool?.receiving ?? 0
  }

  speedBytesPerSec(): number {
    return this.#speed.bytesPerSec(this.#loop.now())
  }

  /** How many connections there should be, and why; null while no pool is running. */
  plan(): ConnectionPlan | null {
    return this.#pool?.plan() ?? null
  }

  /** The segments of the file and the connections working on them; null before the first plan. */
  segments(): DetailsSegment[] | null {
    if (this.#map === null) return null
    return this.#map.tiles().map((tile) => ({
      start: tile.start,
      position: tile.position,
      end: Number.isFinite(tile.end) ? tile.end : null,
      work: tile.taken ? (this.#pool?.workOn(tile) ?? null) : null,
    }))
  }

  /** Reports progress by this map from now on; null when everything fetched is discarded. */
  setMap(map: SegmentMap | null): void {
    this.#map = map
  }

  /** Reports the connections of this pool from now on; null when the pool has ended. */
  setPool(pool: ConnectionPool | null): void {
    this.#pool = pool
  }

  wrote(bytes: number): void {
    this.#speed.add(bytes, this.#loop.now())
  }

  /** Forgets the speed before a pause: it says nothing about the speed after it. */
  resetSpeed(): void {
    this.#speed.reset(this.#loop.now())
  }
}
