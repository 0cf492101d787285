import prettyBytes from 'pretty-bytes'
import prettyMilliseconds from 'pretty-ms'

export function bytes(count: number): string {
  return prettyBytes(count, { binary: true })
}

export function duration(ms: number): string {
  return prettyMilliseconds(ms, { compact: true })
}
