import { ConnectionPool } from '../../src/main/engine/connections/connection-pool'
import { RetryWait } from '../../src/main/engine/connections/retry-wait'
import { Throttle } from '../../src/main/engine/connections/throttle'
import type { HostAccess } from '../../src/main/engine/hosts/host-access'
import { HostLimits } from '../../src/main/engine/hosts/host-limits'
import type { PartFile } from '../../src/main/engine/ports/files'
import type { HttpSource, Validator } from '../../src/main/engine/ports/http'
import { OverlapCheck } from '../../src/main/engine/proof/overlap-check'
import type { HostRecord } from '../../src/main/engine/records'
import { Requester } from '../../src/main/engine/requests/requester'
import { SegmentMap } from '../../src/main/engine/segments/segment-map'
import { type Coroutine, runningLoop } from '../../src/main/kernel'
import { NO_OPTIONS } from '../../src/shared/download-options'
import { URL_OF_FILE } from './a-response'
import {
  MemoryPart,
  SIMULATED_VALIDATOR,
  type SimulatedOptions,
  SimulatedSource,
} from './simulated-source'

interface Download {
  readonly source: HttpSource
  readonly url: string
  readonly part: PartFile
  readonly lengthBytes: number
  readonly connections: number
  readonly access?: HostAccess
  readonly throttle?: Throttle
  readonly stallMs?: number
  readonly wrote?: (bytes: number) => void
  readonly validator?: Validator
  readonly rest?: RetryWait
  /** Waits so long after a failure. */
  readonly retryMs?: number
  /** Does not try again. */
  readonly givesUp?: boolean
}

/** A pool for a file of this length that tries again for ever; made inside the loop. */
export function poolFor(download: Download): ConnectionPool {
  const { source, url, part, lengthBytes } = download
  return new ConnectionPool({
    limit: () => ({ most: download.connections, by: 'person' }),
    access: download.access ?? hostLimits().accessTo(url),
    connection: {
      requester: new Requester({
        source,
        options: () => ({ ...NO_OPTIONS, proxy: 'none' }),
        stallMs: download.stallMs ?? 30_000,
      }),
      url,
      expected: { name: 'big.iso', contentType: null },
      known: { lengthBytes, validator: download.validator ?? SIMULATED_VALIDATOR },
      overlaps: new OverlapCheck(),
      map: new SegmentMap(SegmentMap.whole(lengthBytes)),
      part,
      throttle: download.throttle ?? new Throttle(null),
      wrote: download.wrote ?? (() => undefined),
    },
    retryDelayMs: ({ facts }) =>
      download.givesUp === true ? null : Math.max(download.retryMs ?? 500, facts.retryAfterMs ?? 0),
    waiting: () => undefined,
    noted: () => undefined,
    retryWait: download.rest ?? new RetryWait(),
  })
}

export interface SimulatedDownload {
  readonly source: SimulatedSource
  readonly part: MemoryPart
  readonly pool: ConnectionPool
  /** Fetches all; returns how long it took, in milliseconds. */
  run(): Coroutine<number>
}

type Simulated = SimulatedOptions &
  Omit<Download, 'source' | 'url' | 'part'> & { readonly writeMs?: number }

/** A pool whose server, disk and time are simulated; made inside the loop. */
export function simulatedDownload(options: Simulated): SimulatedDownload {
  const source = new SimulatedSource(options)
  const part = new MemoryPart(options.lengthBytes, options.writeMs)
  const pool = poolFor({ ...options, source, part, url: URL_OF_FILE })
  return {
    source,
    part,
    pool,
    *run() {
      const startedAtMs = runningLoop().now()
      yield* pool.run(null, null)
      return runningLoop().now() - startedAtMs
    },
  }
}

/** What hosts take, with a memory that a test may look into. */
export function hostLimits(
  most: () => number = () => 64,
  records: Pick<Map<string, HostRecord>, 'get' | 'set'> = new Map(),
): HostLimits {
  return new HostLimits({
    store: {
      read: (name) => records.get(name) ?? null,
      write: (record) => void records.set(record.host, record),
    },
    most,
    random: () => 0,
  })
}
