import { createHash } from 'node:crypto'
import type { Handler } from './exchange'

/** The login that these servers accept. */
export const LOGIN = { user: 'ann', password: 'secret' }

const REALM = 'Rill tests'
const NONCE = '7ypf/xlj9XXwfDPEoM4URrv'

/** Requires Basic authentication (RFC 7617). */
export function needsBasicLogin(inner: Handler): Handler {
  const right = `Basic ${btoa(`${LOGIN.user}:${LOGIN.password}`)}`
  return needsAuthorization(`Basic realm="${REALM}"`, (given) => given === right, inner)
}

/** Requires Digest authentication (RFC 7616). */
export function needsDigestLogin(algorithm: 'MD5' | 'SHA-256', inner: Handler): Handler {
  const challenge = `Digest realm="${REALM}", nonce="${NONCE}", qop="auth", algorithm=${algorithm}`
  const hash = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex')
  const isRight = (given: string, method: string): boolean => {
    const field = (name: string): string =>
      new RegExp(`[ ,]${name}="?([^",]+)"?`, 'u').exec(given)?.[1] ?? ''
    const user = hash(`${LOGIN.user}:${REALM}:${LOGIN.password}`)
    const wanted = hash(`${method}:${field('uri')}`)
    const parts = [user, NONCE, field('nc'), field('cnonce'), 'auth', wanted]
    return field('response') === hash(parts.join(':'))
  }
  return needsAuthorization(challenge, isRight, inner)
}

function needsAuthorization(
  challenge: string,
  isRight: (given: string, method: string) => boolean,
  inner: Handler,
): Handler {
  return (exchange) => {
    const { request, response } = exchange
    if (isRight(request.headers.authorization ?? '', request.method ?? '')) return inner(exchange)
    response.writeHead(401, { 'www-authenticate': challenge, 'content-type': 'text/plain' })
    response.end('who are you?\n')
  }
}
