import type { DownloadRecord, SegmentRecord } from '../../../src/main/engine/records'
import type { Stage } from '../world/stage'
import { hasSameBytes } from './has-same-bytes'
import { claimedRuns, faultInTiling } from './tiling'
import { VersionMap } from './version-map'

type Parts = Pick<Stage, 'judge' | 'book' | 'disk' | 'network' | 'store'>

/**
 * Watches the bytes that Rill writes and the records that it keeps about them.
 *
 * Invariant 1: the recorded segments tile the file. Invariant 2: bytes written at a position are at
 * that position in some version of the resource. Invariant 3: neighbouring recorded bytes are of one
 * version. Invariant 4: recorded bytes would survive a power cut.
 */
export class BytesWatch {
  readonly #parts: Parts
  readonly #versions = new Map<string, VersionMap>()
  readonly #writers = new Map<string, number>()

  constructor(parts: Parts) {
    this.#parts = parts
    const { disk, store } = parts
    disk.onWrite((path, position, bytes) => this.#wrote(path, position, bytes))
    store.onCommit((operation) => {
      if (operation.kind === 'checkpoint') this.#recorded(operation.id, operation.segments)
      if (operation.kind !== 'update') return
      if (operation.patch.state === 'completed') this.#completed(operation.id)
      if (operation.patch.dir !== undefined) this.#moved(operation.id)
    })
  }

  /** Compares a finished file with all versions so far. */
  checkFinished(record: DownloadRecord): void {
    const { judge, book, disk, network } = this.#parts
    const entry = book.get(record.id)
    if (entry === undefined || entry.isTampered || record.fileName === null) return
    const path = `${record.dir}/${record.fileName}`
    const bytes = disk.read(path)
    if (bytes === null) {
      judge.fail('finished', `${path} of download ${record.id} is not there`)
      return
    }
    const versions = network.versionsOf(network.resourceOf(record.url))
    // Several versions match if they are empty.
    const found = versions.filter((one) => hasSameBytes(one.bytes, bytes))
    if (found.length === 0) {
      judge.fail('finished', `${path} of download ${record.id} is no version of its resource`)
    } else if (
      entry.checksumOf !== null &&
      !found.some(({ number }) => number === entry.checksumOf)
    ) {
      judge.fail('finished', `${path} of download ${record.id} has another checksum than was given`)
    }
  }

  #wrote(path: string, position: number, bytes: Uint8Array): void {
    const resource = this.#resourceOf(path)
    if (resource === undefined) {
      this.#parts.judge.fail('write', `${path} is no part of a download`)
      return
    }
    const end = position + bytes.byteLength
    const version = this.#parts.network
      .versionsOf(resource)
      .findLast(
        (one) =>
          end <= one.bytes.byteLength && hasSameBytes(one.bytes.subarray(position, end), bytes),
      )
    if (version === undefined) {
      this.#parts.judge.fail(
        'write',
        `${path} ${position}–${end}: no version has these bytes there`,
      )
      return
    }
    let map = this.#versions.get(path)
    if (map === undefined) {
      map = new VersionMap()
      this.#versions.set(path, map)
    }
    map.write(position, end, resource * 1_000 + version.number)
  }

  #recorded(id: number, segments: readonly SegmentRecord[]): void {
    const { judge, book, disk, store } = this.#parts
    const record = store.record(id)
    if (record === undefined) return
    const fault = faultInTiling(segments, record.lengthBytes)
    if (fault !== null) judge.fail('tiling', `download ${id}: ${fault}`)
    if (record.partName === null || book.get(id)?.isTampered === true) return
    const path = `${record.dir}/${record.partName}`
    for (const { start, end } of claimedRuns(segments)) {
      if (!disk.isDurable(path, start, end)) {
        judge.fail('checkpoint', `download ${id}: ${start}–${end} is on record, not safely on disk`)
      }
      const versions = this.#versions.get(path)?.versionsIn(start, end) ?? new Set()
      if (versions.size > 1) {
        judge.fail(
          'mixed',
          `download ${id}: ${start}–${end} is of versions ${[...versions].join()}`,
        )
      }
    }
  }

  #completed(id: number): void {
    const record = this.#parts.store.record(id)
    if (record !== undefined) this.checkFinished(record)
  }

  /** The knowledge about its bytes moves to its new name. */
  #moved(id: number): void {
    const record = this.#parts.store.record(id)
    const [old] = [...this.#writers].findLast(([, writer]) => writer === id) ?? []
    const map = old === undefined ? undefined : this.#versions.get(old)
    if (record === undefined || old === undefined || map === undefined) return
    const path = `${record.dir}/${record.partName}`
    this.#versions.delete(old)
    this.#writers.delete(old)
    this.#versions.set(path, map)
    this.#writers.set(path, id)
  }

  #resourceOf(path: string): number | undefined {
    const { network, store } = this.#parts
    const known = this.#writers.get(path)
    const isIt = (record: DownloadRecord): boolean => `${record.dir}/${record.partName}` === path
    const record = known === undefined ? undefined : store.record(known)
    const found = record !== undefined && isIt(record) ? record : store.records().find(isIt)
    if (found === undefined) return undefined
    this.#writers.set(path, found.id)
    return network.resourceOf(found.url)
  }
}
