import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLogLine } from './log-line'
import type { Place, ServerKind } from './server-kind'

/** nginx. Also serves `root` under `/weak/`, `/bare/` and `/packed/`; see its configuration. */
export const nginx: ServerKind = {
  name: 'nginx',
  program: 'nginx',
  needs: [],
  canThrottle: true,
  etag: /^"[0-9a-f]+-[0-9a-f]+"$/u,
  prepare(place) {
    const path = join(place.home, 'nginx.conf')
    writeFileSync(path, configuration(place))
    return ['-p', place.home, '-c', path, '-e', join(place.home, 'error.log')]
  },
  readLine: readLogLine,
}

function configuration({ port, home, root, log }: Place): string {
  const tempPaths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((what) => `${what}_temp_path ${home}/${what};`)
    .join('\n  ')
  return `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${home}/pid;
events {}
http {
  ${tempPaths}
  types { text/plain txt; application/gzip gz; }
  default_type application/octet-stream;
  log_format facts escape=none '$status|$body_bytes_sent|$http_range|$http_if_range|$uri';
  access_log ${log} facts;
  sendfile on;
  gzip on;
  gzip_types text/plain;
  server {
    listen 127.0.0.1:${port};
    root ${root};
    # What a second allows goes out at once.
    limit_rate 3m;
    location / { limit_rate 0; }
    location /slow/ { alias ${root}/; }
    # An ETag that says no more than "equivalent".
    location /weak/ { alias ${root}/; etag off; add_header ETag 'W/"1"'; }
    # Nothing to tell versions apart.
    location /bare/ { alias ${root}/; etag off; add_header Last-Modified ''; }
    # FILE.gz for FILE, whatever was asked for.
    location /packed/ { alias ${root}/; gzip_static always; }
  }
}
`
}
