import type { ConnectionPlan, SegmentWork } from '../../../shared/details'
import {
  type Coroutine,
  currentTask,
  Event,
  runningLoop,
  sleep,
  type Task,
  type TaskGroup,
  taskGroup,
} from '../../kernel'
import type { ConnectionPermit } from '../hosts/connection-permit'
import type { HttpResponse } from '../ports/http'
import type { Segment } from '../segments/segment-map'
import { Connection, type ConnectionContext, type ConnectionStart } from './connection'
import { ConnectionRamp } from './connection-ramp'
import { ConnectionSet } from './connection-set'
import type { PoolOptions } from './pool-options'
import { decideOpening, type PoolFacts, type Rebalancing, rebalance } from './rebalance'

const LIMITED_BY = {
  server: 'server',
  person: 'chosen',
  settings: 'setting',
} as const

/** How often the connections are rebalanced; and how often while one more could be open. */
const REBALANCE_MS = 250
const REBALANCE_IDLE_MS = 50

/**
 * Fetches everything that the segment map misses, over as many connections as are useful and
 * allowed. A further connection that the server refuses is given up while others receive. A
 * straggler is replaced, and the last remainders are split or hedged, so that the end of the file
 * does not wait for the slowest connection.
 */
export class ConnectionPool {
  readonly #options: PoolOptions
  readonly #loop = runningLoop()
  readonly #ramp = new ConnectionRamp()
  readonly #connections = new ConnectionSet<Connection>()
  readonly #over = new Event('the last connection')
  #isOver = false
  #opened = 0

  /** Must be created inside the loop that runs it. */
  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** How many connections are receiving bytes. */
  get receiving(): number {
    return this.#connections.receiving
  }

  /** How many connections there should be now, and what keeps them from being more. */
  plan(): ConnectionPlan {
    const { access, connection, limit } = this.#options
    const { most, by } = limit()
    const target = this.#rampTarget()
    const reason = (): ConnectionPlan['limitedBy'] => {
      if (most <= target) return LIMITED_BY[by]
      if (this.#ramp.isBackingOff(this.#loop.now())) return 'refused'
      if (access.wantsMore()) return 'host'
      return connection.map.hasWork() ? 'growing' : 'little-left'
    }
    return { most: Math.min(most, target), limitedBy: reason() }
  }

  /** Whether the connection working on a segment receives bytes, and how fast; null without one. */
  workOn(segment: Readonly<Segment>): SegmentWork | null {
    const connection = this.#connections.connectionFor(segment)
    if (connection === undefined) return null
    const bytesPerSec = Math.round(connection.throughput?.bytesPerSec() ?? 0)
    return { isReceiving: connection.isReceiving, speedBytesPerSec: bytesPerSec }
  }

  /**
   * Returns when the map is complete. Throws the DownloadError that ended the transfer. `opened` is a
   * response to begin with, `permit` the permit of its connection, which is released in the end.
   */
  *run(opened: HttpResponse | null, permit: ConnectionPermit | null): Coroutine<void> {
    const stopListening = currentTask().onHold((isPaused) => {
      if (!isPaused) this.#connections.discountPause()
    })
    try {
      yield* taskGroup((group) => this.#runIn(group, { opened, permit }))
    } finally {
      stopListening()
    }
  }

  *#runIn(group: TaskGroup, start: ConnectionStart): Coroutine<void> {
    const watches: Task<void>[] = []
    const later = this.#loop.callLater(REBALANCE_MS, () => {
      watches.push(group.spawn(this.#watch(group), 'rebalance'))
    })
    try {
      this.#open(group, start)
      yield* this.#over.wait()
      later.cancel()
      for (const watch of watches) watch.cancel()
      // Left are connections that wait for their host, with nothing to fetch.
      for (const connection of this.#connections.all()) connection.end()
    } finally {
      later.cancel()
      this.#isOver = true
    }
  }

  *#watch(group: TaskGroup): Coroutine<void> {
    for (;;) {
      this.#connections.measure()
      this.#rebalance(group, rebalance)
      const isIdle = this.#connections.size < this.#most()
      yield* sleep(isIdle ? REBALANCE_IDLE_MS : REBALANCE_MS)
    }
  }

  /** Takes the steps that `decide` asks for, until it is content. */
  #rebalance(group: TaskGroup, decide: typeof rebalance): void {
    while (!this.#isOver) {
      if (!this.#apply(group, decide(this.#facts()))) return
    }
  }

  #facts(): PoolFacts<Connection> {
    const { access, connection, limit } = this.#options
    return {
      connections: this.#connections.facts(),
      limit: limit().most,
      rampTarget: this.#rampTarget(),
      shouldYield: access.shouldYield(),
      hasWork: connection.map.hasWork(),
      typicalBytesPerSec: this.#connections.typicalBytesPerSec,
      openingMs: this.#connections.openingMs,
    }
  }

  /** Takes a step; false if there is nothing more to do now. */
  #apply(group: TaskGroup, step: Rebalancing<Connection>): boolean {
    switch (step.action) {
      case 'stop':
        for (const connection of step.connections) connection.end()
        return true
      case 'replace':
        this.#options.noted('stalled', null)
        this.#connections.extendGrace()
        step.connection.end()
        return true
      case 'open':
        return this.#openFor(group, null)
      case 'split':
        return this.#openFor(group, step.connection.segment)
      case 'hedge':
        return this.#openHedge(group, step.connection.segment)
      case 'wait':
        return false
    }
  }

  /** Opens a connection for a part of a segment, or for the next segment; false if it cannot. */
  #openFor(group: TaskGroup, slow: Segment | null): boolean {
    const { access, connection, noted } = this.#options
    const permit = access.tryAcquire()
    if (permit === null) return false
    const speeds = this.#connections.speeds()
    const segment = slow === null ? connection.map.take(speeds) : connection.map.split(slow, speeds)
    if (segment === null) {
      permit.release()
      return false
    }
    noted('split', null, { connections: this.#connections.size + 1 })
    this.#open(group, { permit, segment })
    return true
  }

  #openHedge(group: TaskGroup, hedgedSegment: Segment | null): boolean {
    if (hedgedSegment === null) return false
    const permit = this.#options.access.tryAcquire()
    if (permit === null) return false
    this.#open(group, { permit, hedgedSegment })
    return true
  }

  #open(group: TaskGroup, start: ConnectionStart): void {
    const connection = new Connection(this.#contextIn(group), start)
    this.#opened += 1
    this.#connections.add(connection)
    connection.task = group.spawn(connection.run(), `connection ${this.#opened}`)
    // Not in the Task itself, which may be cancelled before it has begun.
    connection.task.addDoneCallback((task: Task<void>) => this.#ended(group, connection, task))
  }

  #contextIn(group: TaskGroup): ConnectionContext {
    return {
      options: this.#options,
      connections: this.#connections,
      ramp: this.#ramp,
      isOneTooMany: () => this.#connections.size > this.#most(),
      receiving: () => this.#rebalance(group, decideOpening),
    }
  }

  #ended(group: TaskGroup, connection: Connection, task: Task<void>): void {
    const { map } = this.#options.connection
    if (connection.segment !== null) map.release(connection.segment)
    this.#connections.delete(connection)
    connection.releasePermit()
    if (!task.cancelled() && task.exception() !== undefined) this.#isOver = true
    if (this.#isOver) return
    if (map.isComplete()) this.#over.set()
    else if (this.#connections.size > 0) this.#rebalance(group, decideOpening)
    // The only connection was ended so that another one could take its place.
    else this.#open(group, { permit: null })
  }

  #most(): number {
    return Math.min(this.#options.limit().most, this.#rampTarget())
  }

  #rampTarget(): number {
    return this.#ramp.target(this.receiving, this.#loop.now())
  }
}
