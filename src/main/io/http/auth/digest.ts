import { createHash } from 'node:crypto'
import type { Login } from './authenticator'
import type { Challenge } from './challenges'

/** RFC 7616 §3.3 names of algorithms, weakest first, and what Node calls them. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  md5: 'md5',
  'sha-256': 'sha256',
  'sha-512-256': 'sha512-256',
}

/** What a request adds to the challenge that it answers. */
export interface DigestRequest {
  readonly method: string
  /** The request target: path and query. */
  readonly uri: string
  /** How many requests have used the challenge's nonce, this one among them. */
  readonly nonceCount: number
  readonly clientNonce: string
}

/** How strong a Digest challenge is, from 0; -1 if it is none that can be answered. */
export function digestStrength({ scheme, parameters }: Challenge): number {
  if (scheme !== 'digest' || parameters.nonce === undefined) return -1
  return Object.keys(ALGORITHMS).indexOf(algorithmOf(parameters).name)
}

/**
 * The Authorization header that answers a Digest challenge (RFC 7616 §3.4; without qop, RFC 2617
 * §3.2.2.1).
 */
export function digestAuthorization(
  { parameters }: Challenge,
  { user, password }: Login,
  { method, uri, nonceCount, clientNonce }: DigestRequest,
): string {
  const { realm = '', nonce = '', opaque } = parameters
  const { name, isSession } = algorithmOf(parameters)
  const hash = (text: string): string =>
    createHash(ALGORITHMS[name] ?? 'md5')
      .update(text)
      .digest('hex')
  const hashesUser = parameters.userhash?.toLowerCase() === 'true'
  const qop = chooseQop(parameters.qop)
  const count = nonceCount.toString(16).padStart(8, '0')

  const secret = hash(`${user}:${realm}:${password}`)
  const a1 = isSession ? hash(`${secret}:${nonce}:${clientNonce}`) : secret
  // A GET has no body; with auth-int the hash of nothing goes in.
  const a2 = hash(qop === 'auth-int' ? `${method}:${uri}:${hash('')}` : `${method}:${uri}`)
  const response =
    qop === null
      ? hash(`${a1}:${nonce}:${a2}`)
      : hash(`${a1}:${nonce}:${count}:${clientNonce}:${qop}:${a2}`)

  return `Digest ${[
    userField(hashesUser ? hash(`${user}:${realm}`) : user),
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    `response="${response}"`,
    ...(parameters.algorithm === undefined ? [] : [`algorithm=${parameters.algorithm}`]),
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ...(qop === null ? [] : [`qop=${qop}`, `nc=${count}`]),
    ...(qop === null && !isSession ? [] : [`cnonce=${quoted(clientNonce)}`]),
    ...(hashesUser ? ['userhash=true'] : []),
  ].join(', ')}`
}

function algorithmOf({ algorithm = 'MD5' }: Challenge['parameters']): {
  name: string
  isSession: boolean
} {
  const lower = algorithm.toLowerCase()
  const isSession = lower.endsWith('-sess')
  return { name: isSession ? lower.slice(0, -'-sess'.length) : lower, isSession }
}

/** `auth` where it is offered; null if the server is older than qop. */
function chooseQop(offered: string | undefined): 'auth' | 'auth-int' | null {
  const options = (offered ?? '').split(',').map((option) => option.trim().toLowerCase())
  return (['auth', 'auth-int'] as const).find((option) => options.includes(option)) ?? null
}

/** RFC 7616 §3.4: what is not ASCII goes as RFC 8187 has it. */
function userField(user: string): string {
  const isAscii = /^[\x20-\x7e]*$/u.test(user)
  return isAscii ? `username=${quoted(user)}` : `username*=UTF-8''${encodeRfc8187(user)}`
}

function encodeRfc8187(text: string): string {
  const percent = (one: string): string => `%${one.charCodeAt(0).toString(16).toUpperCase()}`
  return encodeURIComponent(text).replace(/['()*]/gu, percent)
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/gu, '\\$&')}"`
}
