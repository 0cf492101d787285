import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'

/**
 * The certificate authorities to trust, where SSL_CERT_FILE or NODE_EXTRA_CA_CERTS add some to
 * those that Node brings along; null where they add none. Each names a file of certificates in PEM.
 * Node reads the second by itself, but not in every Electron. A file that cannot be read adds
 * nothing: what is missing then shows by the certificates that are refused.
 */
export function trustedAuthorities(
  environment: Readonly<Record<string, string | undefined>>,
): SecureContext | null {
  const added = [environment.SSL_CERT_FILE, environment.NODE_EXTRA_CA_CERTS].flatMap(certificatesIn)
  if (added.length === 0) return null
  return createSecureContext({ ca: [...rootCertificates, ...added] })
}

const PEM =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/gu

function certificatesIn(path: string | undefined): string[] {
  if (path === undefined || path === '') return []
  try {
    return (readFileSync(path, 'utf8').match(PEM) ?? []).filter(isCertificate)
  } catch {
    return []
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.byteLength > 0
  } catch {
    return false
  }
}
