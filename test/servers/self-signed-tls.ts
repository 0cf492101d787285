import { tlsIdentity } from './tls-identity'

/** A key pair for 127.0.0.1 and localhost without an authority, for `startServer`'s `tls`. */
export function selfSignedTls(): { readonly key: string; readonly cert: string } {
  return tlsIdentity('self-signed')
}
