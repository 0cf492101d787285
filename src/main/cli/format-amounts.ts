import prettyBytes from 'pretty-bytes'
import prettyMilliseconds from 'pretty-ms'

export function formatBytes(count: number): string {
  return prettyBytes(count, { binary: true })
}

export function formatDuration(ms: number): string {
  return prettyMilliseconds(ms, { compact: true })
}
