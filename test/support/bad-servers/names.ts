import { goodServer, type Handler, rawBody } from '../../servers'
import type { BadServer, BadServers } from './bad-server'
import { SMALL_FILE } from './files'

function named(does: string, disposition: string, name: string): BadServer {
  return { does, rill: 'right', name, files: [SMALL_FILE], serves: () => rawNamed(disposition) }
}

/** Sends Content-Disposition as these very bytes, in UTF-8 if need be. */
function rawNamed(disposition: string): Handler {
  const head =
    'HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n' +
    `Content-Length: ${SMALL_FILE.lengthBytes}\r\nConnection: close\r\n` +
    `Content-Disposition: ${disposition}\r\n\r\n`
  return rawBody(SMALL_FILE, { head: Buffer.from(head).toString('latin1') })
}

/** Servers that name the file oddly (RFC 6266). */
export const NAMES: BadServers = {
  'name-climbs': named(
    'names a file in a folder above: ../../etc/passwd',
    'attachment; filename="../../etc/passwd"',
    'passwd',
  ),
  'name-climbs-encoded': named(
    'names a file in a folder above, in percents',
    "attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd",
    'passwd',
  ),
  'name-of-windows': named(
    'names a file by a path of Windows',
    'attachment; filename="C:\\\\Windows\\\\system32\\\\evil.bin"',
    'evil.bin',
  ),
  'name-in-utf-8': named(
    'writes the name in plain UTF-8, which a header cannot carry',
    'attachment; filename="žluťoučký kůň.bin"',
    'žluťoučký kůň.bin',
  ),
  'name-twice': named(
    'gives two names, the better one first, and ends in a semicolon',
    'attachment; filename*=UTF-8\'\'na%C3%AFve.bin; filename="naive.bin";',
    'naïve.bin',
  ),
  'name-without-quotes': named(
    'forgets the quotes around a name with spaces',
    'attachment; filename=my big file.bin',
    'my big file.bin',
  ),
  'name-empty': named('gives an empty name', 'attachment; filename=""', 'file.bin'),
  'name-long': {
    does: 'gives a name of a thousand letters, more than any disk takes',
    rill: 'right',
    files: [SMALL_FILE],
    serves: () =>
      goodServer(SMALL_FILE, {
        contentDisposition: `attachment; filename="${'a'.repeat(1000)}.bin"`,
      }),
  },
}
