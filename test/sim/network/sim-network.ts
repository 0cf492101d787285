import type { GetRequest } from '../../../src/main/engine/ports/http'
import { totalBytes } from '../../../src/main/engine/requests/chunks'
import type { Checksum } from '../../../src/shared/checksum'
import type { HostStory, Manner, Refusal, ResourceStory } from '../story/story'
import type { Process } from '../world/process'
import type { World } from '../world/world'
import { answerOf } from './answer-of'
import { Connection } from './connection'
import { type PlannedAnswer, statusAnswer } from './good-answer'
import { linkTo, parseLink } from './link'
import { type Refused, refuse } from './refuse'
import { type HostFault, SimHost } from './sim-host'
import { type Expiry, SimResource, type Version } from './sim-resource'

export interface OpenConnection {
  /** null for a link that leads to nothing. */
  readonly resource: number | null
  readonly host: number
  readonly sinceMs: number
  /** Bytes that have arrived, read or not. */
  readonly arrivedBytes: number
}

/**
 * Hosts with files, the lines to them, and the faults of both. It outlives the processes that use it
 * through a `SimSource`. Hosts and resources are named by number, as in a story; a number that is too
 * high wraps around.
 */
export class SimNetwork {
  readonly world: World
  readonly #hosts: readonly SimHost[]
  readonly #resources: readonly SimResource[]
  /** Functions that end the lasting faults. */
  readonly #ends = new Set<() => void>()
  readonly #listeners: ((host: number, process: Process) => void)[] = []
  readonly #servedBytes: number[]
  #connections = 0

  constructor(world: World, hosts: readonly HostStory[], resources: readonly ResourceStory[]) {
    this.world = world
    this.#hosts = hosts.map((story, number) => new SimHost(world, number, story))
    this.#resources = resources.map(
      (story, number) => new SimResource(world, number, story.host % hosts.length, story),
    )
    this.#servedBytes = resources.map(() => 0)
  }

  /** The number of resources. */
  get resources(): number {
    return this.#resources.length
  }

  /** The link that leads to the resource at this moment. */
  linkOf(resource: number): string {
    return linkTo(this.#resource(resource))
  }

  /** The resource that the link leads to, or once led to. */
  resourceOf(url: string): number {
    const found = parseLink(new URL(url))?.resource
    if (found === undefined) throw new Error(`nobody made the link ${url}`)
    return found
  }

  /** All versions of the resource, oldest first. */
  versionsOf(resource: number): readonly Version[] {
    return this.#resource(resource).versions
  }

  checksumOf(resource: number, version: number): Checksum {
    const found = this.#resource(resource).versions[version - 1]
    if (found === undefined) throw new Error(`resource ${resource} has no version ${version}`)
    return this.#resource(resource).checksum(found)
  }

  /** Open connections of one process, or of all processes. */
  openConnections(process: Process | null = null): readonly OpenConnection[] {
    for (const host of this.#hosts) host.settle()
    return this.#open()
      .filter((one) => process === null || one.process === process)
      .map(({ resource, host, sinceMs, arrivedBytes }) => {
        return { resource, host: host.number, sinceMs, arrivedBytes }
      })
  }

  /** The greatest number of connections to the host open at once. */
  mostOpen(host: number): number {
    return this.#host(host).mostOpen
  }

  /** Bytes of the resource that were handed to programs. */
  servedBytes(resource: number): number {
    return this.#servedBytes[this.#resource(resource).number] ?? 0
  }

  /** Calls back when a request has been sent; its connection counts as open by then. */
  onRequest(listener: (host: number, process: Process) => void): void {
    this.#listeners.push(listener)
  }

  /** Breaks the connections of the host and refuses new ones. */
  serverDown(host: number, forMs: number): void {
    this.#lasts(this.#host(host), { kind: 'down' }, forMs)
    this.reset(host)
  }

  /** Stops all packets silently; connections continue afterwards. */
  partition(host: number, forMs: number): void {
    this.#lasts(this.#host(host), { kind: 'partition' }, forMs)
  }

  dnsFails(host: number, forMs: number): void {
    this.#lasts(this.#host(host), { kind: 'dns' }, forMs)
  }

  /** Breaks all connections of the host. */
  reset(host: number): void {
    for (const connection of this.#host(host).open) connection.reset()
  }

  /** Silences this number of connections of the host. */
  silence(host: number, connections: number): void {
    this.#host(host).settle()
    const live = [...this.#host(host).open].filter(
      ({ isSilent, isBroken }) => !isSilent && !isBroken,
    )
    for (const connection of live.slice(0, connections)) connection.isSilent = true
  }

  /** Slows the host down; a `factor` of 0.5 is half the speed. */
  slow(host: number, factor: number, forMs: number): void {
    this.#lasts(this.#host(host), { kind: 'slow', factor }, forMs)
  }

  /** Refuses connections beyond this number; open ones stay. */
  limitConnections(host: number, most: number, refuses: Refusal, forMs: number): void {
    this.#lasts(this.#host(host), { kind: 'limit', most, refuses }, forMs)
  }

  misbehave(resource: number, manner: Manner, forMs: number): void {
    const misbehaviour = { manner, requests: 0 }
    const found = this.#resource(resource)
    found.begin(misbehaviour)
    this.#endsAfter(forMs, () => found.end(misbehaviour))
  }

  /** Replaces the resource by a new version; responses under way bring the old one. */
  changeFile(resource: number, lengthBytes: number): void {
    this.#resource(resource).change(lengthBytes)
  }

  /** Lets the link expire in this way; `linkOf` returns a new link. */
  expireLink(resource: number, how: Expiry): void {
    this.#resource(resource).expire(how)
  }

  /**
   * Ends all faults, also those of the stories of hosts and resources. Silent and broken connections
   * stay so, files stay changed, and links stay expired.
   */
  heal(): void {
    for (const end of [...this.#ends]) end()
    for (const resource of this.#resources) resource.heal()
    for (const host of this.#hosts) {
      host.settle()
      host.isHealed = true
      for (const connection of host.open) connection.spare()
    }
  }

  /** Opens a connection for SimSource; null if the host name does not exist. */
  connect(url: URL, process: Process): Connection | null {
    const number = /^h(\d+)\.example$/u.exec(url.hostname)?.[1]
    const host = number === undefined ? undefined : this.#hosts[Number(number)]
    if (host === undefined || host.has('dns')) return null
    this.#connections += 1
    const resource = parseLink(url)?.resource ?? null
    const connection = new Connection(this.#connections, host, resource, process)
    host.enter(connection)
    for (const listener of this.#listeners) listener(host.number, process)
    return connection
  }

  /** The host's response to a request that has arrived. */
  answer(connection: Connection, url: URL, asked: GetRequest): PlannedAnswer | Refused {
    const { host } = connection
    if (host.has('down')) return 'ECONNREFUSED'
    const refusal = host.refusal()
    if (refusal !== null) return refuse(refusal, this.world)
    connection.isServed = true
    const link = parseLink(url)
    const resource = link === null ? undefined : this.#resources[link.resource]
    if (link === null || resource?.host !== host.number) return statusAnswer(404)
    if (resource.behaviour.manner === 'newest-wins') this.#resetOthers(connection)
    const planned = answerOf(resource, link, asked, this.world)
    connection.begin(planned, this.#breakOf(host, planned))
    return planned
  }

  handedOver({ resource }: Connection, chunks: readonly Uint8Array[]): void {
    if (resource === null) return
    const bytes = totalBytes(chunks)
    this.#servedBytes[resource] = (this.#servedBytes[resource] ?? 0) + bytes
  }

  /** Closes the connections of a dead process. */
  drop(process: Process): void {
    for (const connection of this.#open()) {
      if (connection.process === process) connection.host.leave(connection)
    }
  }

  #open(): Connection[] {
    return this.#hosts.flatMap(({ open }) => [...open])
  }

  #host(number: number): SimHost {
    const host = this.#hosts[number % this.#hosts.length]
    if (host === undefined) throw new Error('a network without hosts')
    return host
  }

  #resource(number: number): SimResource {
    const resource = this.#resources[number % this.#resources.length]
    if (resource === undefined) throw new Error('a network without resources')
    return resource
  }

  #resetOthers(newest: Connection): void {
    for (const connection of newest.host.open) {
      if (connection !== newest && connection.resource === newest.resource) connection.reset()
    }
  }

  /** Where the body breaks, by the host's story and chance. */
  #breakOf({ isHealed, story }: SimHost, { body }: PlannedAnswer): Connection['plannedBreak'] {
    if (isHealed || body.byteLength === 0) return null
    const { world } = this
    const atBytes = world.pick(0, body.byteLength - 1)
    if (world.percent(story.breaksPercent)) {
      return { atBytes, how: world.percent(50) ? 'reset' : 'close' }
    }
    return world.percent(story.stallsPercent) ? { atBytes, how: 'silence' } : null
  }

  #lasts(host: SimHost, fault: HostFault, forMs: number): void {
    host.begin(fault)
    this.#endsAfter(forMs, () => host.end(fault))
  }

  #endsAfter(forMs: number, ends: () => void): void {
    const end = (): void => {
      callOff()
      this.#ends.delete(end)
      ends()
    }
    const callOff = this.world.after(forMs, end)
    this.#ends.add(end)
  }
}
