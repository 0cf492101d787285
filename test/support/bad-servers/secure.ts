import {
  goodServer,
  type OwnServer,
  startServer,
  type TlsIdentity,
  tlsIdentity,
} from '../../servers'
import type { BadServers } from './bad-server'
import { FILE } from './files'

const overTls = (identity: TlsIdentity) => (): Promise<OwnServer> =>
  startServer(goodServer(FILE), { tls: tlsIdentity(identity) })

/** Speaks plain HTTP where https is asked for. */
async function plainBehindHttps(): Promise<OwnServer> {
  const server = await startServer(goodServer(FILE))
  return { ...server, url: (path) => server.url(path).replace('http:', 'https:') }
}

/** Servers over TLS. All but the self-signed one go by the authority in test/servers/tls. */
export const SECURE: BadServers = {
  'tls-in-order': {
    does: 'has a certificate of an authority that SSL_CERT_FILE names',
    rill: 'right',
    stands: overTls('trusted'),
  },
  'tls-self-signed': {
    does: 'has a certificate that nobody signed',
    rill: 'tls-refused',
    stands: overTls('self-signed'),
  },
  'tls-expired': {
    does: 'has a certificate that ended in 2021',
    rill: 'tls-refused',
    stands: overTls('expired'),
  },
  'tls-wrong-host': {
    does: 'has the certificate of elsewhere.example',
    rill: 'tls-refused',
    stands: overTls('wrong-host'),
  },
  'tls-missing': {
    does: 'speaks plain HTTP where https is asked for',
    rill: 'tls-refused',
    stands: plainBehindHttps,
  },
}
