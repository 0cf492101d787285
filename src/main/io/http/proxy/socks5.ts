import { isIP, type Socket } from 'node:net'
import type { ErrorReason } from '../../../../shared/errors'
import { DownloadError } from '../../../engine/download-error'
import { addressBytes } from './address-bytes'
import { ByteReader } from './byte-reader'

const VERSION = 5
const NO_LOGIN = 0
const BY_PASSWORD = 2
const CONNECT = 1
const BY_NAME = 3

/** RFC 1928 §6, from 1 on. */
const REASONS: readonly ErrorReason[] = [
  'general-failure',
  'not-allowed',
  'network-unreachable',
  'host-unreachable',
  'refused',
  'timed-out',
  'unknown-command',
  'unknown-address',
]

/**
 * Asks the SOCKS5 proxy at the other end of `socket` for a connection (RFC 1928, RFC 1929). The proxy
 * looks names up, so that no local resolver learns them. Throws a DownloadError, or the socket's
 * error.
 *
 * Why not `socks-proxy-agent` 10: it takes no AbortSignal, so that a silent proxy would keep the
 * connection of a cancelled request; it reports a reply code only inside an English message; and it
 * writes the length of a login into one byte without checking it.
 */
export async function connectBySocks5(
  socket: Socket,
  login: { readonly user: string; readonly password: string },
  target: { readonly host: string; readonly port: number },
): Promise<void> {
  const reader = new ByteReader(socket)
  const hasLogin = login.user !== '' || login.password !== ''
  const methods = hasLogin ? [NO_LOGIN, BY_PASSWORD] : [NO_LOGIN]
  socket.write(Uint8Array.of(VERSION, methods.length, ...methods))
  const [version, method] = await reader.take(2)
  if (version !== VERSION) throw new DownloadError('proxy-unusable', { reason: 'not-socks5' })
  if (method === BY_PASSWORD && hasLogin) await logIn(socket, reader, login)
  else if (method !== NO_LOGIN) {
    throw new DownloadError('proxy-unusable', { reason: 'asks-for-login' })
  }
  const port = [target.port >> 8, target.port & 0xff]
  socket.write(Uint8Array.of(VERSION, CONNECT, 0, ...address(target.host), ...port))
  const [, reply = 1, , type] = await reader.take(4)
  if (reply !== 0) {
    const reason = REASONS[reply - 1] ?? 'unknown-reply'
    throw new DownloadError('proxy-failed', { host: target.host, reason, reply })
  }
  // The address that the proxy took, and a port; of no use here.
  const [nameLength = 0] = type === BY_NAME ? await reader.take(1) : []
  await reader.take({ 1: 4, 4: 16 }[type ?? 0] ?? nameLength)
  await reader.take(2)
  reader.release()
}

async function logIn(
  socket: Socket,
  reader: ByteReader,
  { user, password }: { readonly user: string; readonly password: string },
): Promise<void> {
  const fields = [user, password].flatMap((text) => {
    const bytes = Buffer.from(text, 'utf8')
    // RFC 1929 §2 has one byte for a length.
    if (bytes.length > 255) throw new DownloadError('proxy-unusable', { reason: 'login-too-long' })
    return [bytes.length, ...bytes]
  })
  socket.write(Uint8Array.of(1, ...fields))
  const [, status] = await reader.take(2)
  if (status !== 0) throw new DownloadError('proxy-unusable', { reason: 'refuses-login' })
}

/** RFC 1928 §5: a type, and the address. */
function address(host: string): number[] {
  if (isIP(host) !== 0) return addressBytes(host)
  const name = Buffer.from(host, 'utf8')
  return [BY_NAME, name.length, ...name]
}
