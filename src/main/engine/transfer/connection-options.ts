import type { ConnectionOptions } from '../connections/fetch-segment'
import type { Throttle } from '../connections/throttle'
import type { Download } from '../download'
import type { HttpSource, RequestOptions } from '../ports/http'
import type { OpenPart } from './open-part'

interface Means {
  readonly source: HttpSource
  /** Read for each request, so that changed options apply to the next one. */
  readonly request: () => RequestOptions
  readonly throttle: Throttle
  readonly stallMs: number
  readonly wrote: (bytes: number) => void
}

/** How the connections of a download send their requests, and where their bytes go. */
export function connectionOptions(
  { name, record }: Download,
  { map, part, overlaps }: OpenPart,
  { source, request, throttle, stallMs, wrote }: Means,
): ConnectionOptions {
  const { url, lengthBytes, validator, contentType } = record
  return {
    source,
    url,
    get options() {
      return request()
    },
    expected: { name, contentType },
    known: { lengthBytes, validator },
    overlaps,
    map,
    part,
    throttle,
    stallMs,
    wrote,
  }
}
