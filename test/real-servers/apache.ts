import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLogLine } from './log-line'
import type { Place, ServerKind } from './server-kind'

const MODULES = '/usr/lib/apache2/modules'
const LOADED = ['mpm_event', 'authz_core', 'mime', 'alias', 'env', 'filter', 'deflate', 'ratelimit']

/** Apache, whose ETag tells the inode, as its own did for many years. */
export const apache: ServerKind = {
  name: 'Apache',
  program: 'apache2',
  needs: LOADED.map(moduleFile),
  canThrottle: true,
  etag: /^"[0-9a-f]+-[0-9a-f]+-[0-9a-f]+"$/u,
  prepare(place) {
    const path = join(place.home, 'apache.conf')
    writeFileSync(path, configuration(place))
    writeFileSync(join(place.home, 'mime.types'), 'text/plain txt\napplication/x-tar tar\n')
    return ['-f', path, '-D', 'FOREGROUND']
  },
  readLine: readLogLine,
}

function moduleFile(name: string): string {
  return `${MODULES}/mod_${name}.so`
}

function configuration({ port, home, root, log }: Place): string {
  return `
${LOADED.map((name) => `LoadModule ${name}_module ${moduleFile(name)}`).join('\n')}
ServerRoot ${home}
DefaultRuntimeDir ${home}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${home}/pid
ErrorLog ${home}/error.log
LogFormat "%>s|%B|%{Range}i|%{If-Range}i|%U" facts
CustomLog ${log} facts
${process.getuid?.() === 0 ? 'User nobody\nGroup nogroup' : ''}
StartServers 1
DocumentRoot ${root}
<Directory ${root}>
  Require all granted
  FileETag INode MTime Size
</Directory>
TypesConfig ${home}/mime.types
# As Apache's own example has it: a .tar.gz is called a tar that is gzipped on the way.
AddEncoding x-gzip .gz .tgz
AddOutputFilterByType DEFLATE text/plain
Alias /slow/ ${root}/
<Location /slow/>
  SetOutputFilter RATE_LIMIT
  SetEnv rate-limit 3072
</Location>
`
}
