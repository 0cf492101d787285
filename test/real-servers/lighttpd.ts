import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLogLine } from './log-line'
import type { Place, ServerKind } from './server-kind'

export const lighttpd: ServerKind = {
  name: 'lighttpd',
  program: 'lighttpd',
  needs: ['/usr/lib/lighttpd/mod_deflate.so', '/usr/lib/lighttpd/mod_accesslog.so'],
  canThrottle: true,
  etag: /^"\d+"$/u,
  prepare(place) {
    const path = join(place.home, 'lighttpd.conf')
    writeFileSync(path, configuration(place))
    return ['-D', '-f', path]
  },
  readLine: readLogLine,
}

function configuration({ port, home, root, log }: Place): string {
  return `
server.modules = ("mod_alias", "mod_deflate", "mod_accesslog")
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${root}"
server.errorlog = "${home}/error.log"
# It would go on sending a file for a while after another has taken its name.
server.stat-cache-engine = "disable"
# A pipe gets each line at once, a file only now and then.
accesslog.filename = "|exec cat >>${log}"
accesslog.format = "%>s|%b|%{Range}i|%{If-Range}i|%U"
mimetype.assign = (".txt" => "text/plain", "" => "application/octet-stream")
deflate.mimetypes = ("text/plain")
deflate.allowed-encodings = ("gzip")
alias.url = ("/slow/" => "${root}/")
$HTTP["url"] =~ "^/slow/" {
  # What a second allows goes out at once.
  connection.kbytes-per-second = 3072
}
`
}
