import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A key pair for 127.0.0.1 and localhost that nobody has signed, for `startServer`'s option `tls`.
 * Made for these tests alone, good for a hundred years, with: `openssl req -x509 -newkey rsa:2048
 * -nodes -keyout key.pem -out cert.pem -days 36500 -subj /CN=127.0.0.1 -addext
 * subjectAltName=IP:127.0.0.1,DNS:localhost`.
 */
export function selfSignedTls(): { readonly key: string; readonly cert: string } {
  const folder = join(import.meta.dirname, 'tls')
  return {
    key: readFileSync(join(folder, 'key.pem'), 'utf8'),
    cert: readFileSync(join(folder, 'cert.pem'), 'utf8'),
  }
}
