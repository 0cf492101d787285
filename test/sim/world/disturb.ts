import type { DiskEvent, NetworkEvent } from '../story/story'
import type { Stage } from './stage'

/** Carries out a network event of a story. */
export function disturbNetwork({ network }: Stage, event: NetworkEvent): void {
  switch (event.do) {
    case 'server-down':
      network.serverDown(event.host, event.forMs)
      return
    case 'partition':
      network.partition(event.host, event.forMs)
      return
    case 'dns-fails':
      network.dnsFails(event.host, event.forMs)
      return
    case 'reset':
      network.reset(event.host)
      return
    case 'silence':
      network.silence(event.host, event.connections)
      return
    case 'slow':
      network.slow(event.host, event.factor, event.forMs)
      return
    case 'limit-connections':
      network.limitConnections(event.host, event.most, event.refuses, event.forMs)
      return
    case 'misbehave':
      network.misbehave(event.resource, event.manner, event.forMs)
      return
    case 'change-file':
      network.changeFile(event.resource, event.lengthBytes)
      return
    case 'expire-link':
      network.expireLink(event.resource, event.how)
  }
}

/** Carries out a disk event of a story, or what another program does to the disk. */
export function disturbDisk(stage: Stage, event: DiskEvent): void {
  const { disk, world } = stage
  switch (event.do) {
    case 'fill-disk':
      disk.fill(event.leaveBytes)
      world.after(event.forMs, () => disk.fill(null))
      return
    case 'read-only':
      disk.readOnly(true)
      world.after(event.forMs, () => disk.readOnly(false))
      return
    case 'unplug':
      disk.unplug(true)
      world.after(event.forMs, () => disk.unplug(false))
      return
    case 'fail-flush':
      disk.failNextFlush()
      return
    case 'meddle':
      meddle(stage, event.download, event.how)
  }
}

/** Ends all lasting faults. */
export function heal({ network, disk }: Stage): void {
  network.heal()
  disk.fill(null)
  disk.tree.capacityBytes = Number.POSITIVE_INFINITY
  disk.readOnly(false)
  disk.unplug(false)
}

function meddle(
  { disk, store, book }: Stage,
  download: number,
  how: 'overwrite' | 'truncate' | 'delete',
): void {
  const entry = book.nth(download)
  const record = entry && store.record(entry.id)
  if (entry === undefined || record === undefined) return
  const { dir, partName, fileName, state } = record
  const name = state === 'completed' ? fileName : partName
  if (name === null || disk.read(`${dir}/${name}`) === null) return
  disk.meddle(`${dir}/${name}`, how)
  // The changed file may stay, or come back if an unplugged disk loses its deletion.
  book.leftBehind.add(`${dir}/${name}`)
  // Several downloads may have written to this name in turn.
  const others = store.records().filter((one) => one.dir === dir && one.fileName === fileName)
  for (const { id } of others) book.markTampered(id)
}
