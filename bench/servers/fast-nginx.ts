import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nginx } from '../../test/real-servers/nginx'
import type { Place, ServerKind } from '../../test/real-servers/server-kind'
import { CERTIFICATE, KEY } from '../places'

export interface FastNginxOptions {
  /** The folder of what it serves. */
  readonly files: string
  readonly tls?: boolean
}

/**
 * nginx as fast as it goes: no log, sendfile, a process a core. Whatever is asked for under `/many/`
 * is its file `small.bin`.
 */
export function fastNginx(options: FastNginxOptions): ServerKind {
  return {
    ...nginx,
    prepare(place) {
      const path = join(place.home, 'nginx.conf')
      writeFileSync(path, configuration(place, options))
      return ['-p', place.home, '-c', path, '-e', join(place.home, 'error.log')]
    },
  }
}

function configuration({ port, home }: Place, { files, tls = false }: FastNginxOptions): string {
  const tempPaths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((what) => `${what}_temp_path ${home}/${what};`)
    .join('\n  ')
  return `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes auto;
pid ${home}/pid;
events { worker_connections 4096; }
http {
  ${tempPaths}
  default_type application/octet-stream;
  access_log off;
  sendfile on;
  keepalive_requests 1000000;
  server {
    listen 127.0.0.1:${port}${tls ? ' ssl' : ''};
    ${tls ? `ssl_certificate ${CERTIFICATE}; ssl_certificate_key ${KEY};` : ''}
    root ${files};
    location /many/ { rewrite ^ /small.bin break; }
  }
}
`
}
