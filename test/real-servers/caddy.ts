import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseRange } from '../servers/parse-range'
import type { Place, ServerKind } from './server-kind'

/** Caddy, which has no brake of its own. */
export const caddy: ServerKind = {
  name: 'Caddy',
  program: 'caddy',
  needs: [],
  canThrottle: false,
  etag: /^"[0-9a-z]+"$/u,
  prepare(place) {
    const path = join(place.home, 'Caddyfile')
    writeFileSync(path, configuration(place))
    return ['run', '--adapter', 'caddyfile', '--config', path]
  },
  readLine(line) {
    const { status, size, request } = logLine.parse(JSON.parse(line))
    const { Range: [range] = [], 'If-Range': [ifRange] = [] } = request.headers
    return {
      status,
      bodyBytes: size,
      path: new URL(request.uri, 'http://localhost').pathname,
      range: parseRange(range),
      ifRange: ifRange ?? null,
    }
  },
}

const logLine = z.object({
  status: z.number(),
  size: z.number(),
  request: z.object({ uri: z.string(), headers: z.record(z.string(), z.array(z.string())) }),
})

function configuration({ port, home, root, log }: Place): string {
  return `
{
  admin off
  auto_https off
  storage file_system ${home}
  grace_period 1s
}
http://127.0.0.1:${port} {
  root * ${root}
  uri strip_prefix /slow
  encode gzip
  file_server
  log {
    output file ${log}
    format json
  }
}
`
}
