import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `self-signed` is signed by nobody, the others by the authority of these tests: `trusted` is in
 * order, `expired` ended in 2021, `wrong-host` belongs to elsewhere.example.
 */
export type TlsIdentity = 'self-signed' | 'trusted' | 'expired' | 'wrong-host'

const FOLDER = join(import.meta.dirname, 'tls')
const CERTIFICATES: Record<TlsIdentity, string> = {
  'self-signed': 'cert.pem',
  trusted: 'trusted.pem',
  expired: 'expired.pem',
  'wrong-host': 'wrong-host.pem',
}

/** The certificate of the tests' authority, for `SSL_CERT_FILE`; its key was thrown away. */
export const AUTHORITY_FILE = join(FOLDER, 'authority.pem')

/**
 * A key pair for `startServer`'s option `tls`. Made for these tests alone; but for the expired one
 * they are good for a hundred years. The self-signed one is from `openssl req -x509 -newkey rsa:2048
 * -nodes -days 36500 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1,DNS:localhost`, the
 * others are of the same key, from `openssl ca` with `-startdate` and `-enddate`.
 */
export function tlsIdentity(identity: TlsIdentity): {
  readonly key: string
  readonly cert: string
} {
  return {
    key: readFileSync(join(FOLDER, 'key.pem'), 'utf8'),
    cert: readFileSync(join(FOLDER, CERTIFICATES[identity]), 'utf8'),
  }
}
