import type { ConnectionOptions } from '../connections/fetch-segment'
import type { Throttle } from '../connections/throttle'
import type { Download } from '../life/download'
import type { Requester } from '../requests/requester'
import type { OpenPart } from './open-part'

interface Means {
  readonly requester: Requester
  readonly throttle: Throttle
  readonly wrote: (bytes: number) => void
}

/** How the connections of a download send their requests, and where their bytes go. */
export function connectionOptions(
  { name, record }: Download,
  { map, part, overlaps }: OpenPart,
  { requester, throttle, wrote }: Means,
): ConnectionOptions {
  const { url, lengthBytes, validator, contentType } = record
  return {
    requester,
    url,
    expected: { name, contentType },
    known: { lengthBytes, validator },
    overlaps,
    map,
    part,
    throttle,
    wrote,
  }
}
