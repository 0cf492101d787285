import { randomBytes } from 'node:crypto'
import { type Challenge, parseChallenges } from './challenges'
import { digestAuthorization, digestStrength } from './digest'

export interface Login {
  readonly user: string
  readonly password: string
}

/**
 * Logs in at one host by Basic (RFC 7617) or Digest (RFC 7616). It waits to be asked, then logs in
 * with every request, on all connections.
 */
export class Authenticator {
  readonly #login: Login
  #challenge: Challenge | null = null
  #nonceCount = 0

  constructor(login: Login) {
    this.#login = login
  }

  /** The Authorization header for a GET of `url`; null as long as nobody has asked for a login. */
  authorization(url: URL): string | null {
    if (this.#challenge === null) return null
    const { user, password } = this.#login
    if (this.#challenge.scheme === 'basic') {
      return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
    }
    this.#nonceCount += 1
    return digestAuthorization(this.#challenge, this.#login, {
      method: 'GET',
      uri: url.pathname + url.search,
      nonceCount: this.#nonceCount,
      clientNonce: randomBytes(16).toString('hex'),
    })
  }

  /**
   * Takes in the WWW-Authenticate header of a refusal; false if asking again is of no use. `sent` is
   * the Authorization header that was refused, null if none was sent; `answers` is how many
   * refusals of this request have been answered before.
   */
  isChallenged(header: string, sent: string | null, answers: number): boolean {
    const challenge = strongest(parseChallenges(header))
    if (challenge === null) return false
    const isRefused = sent?.toLowerCase().startsWith(`${challenge.scheme} `) ?? false
    if (isRefused && !mayBeOutdated(challenge, answers)) return false
    // Another connection may have been told of this nonce before, and be counting.
    if (challenge.parameters.nonce !== this.#challenge?.parameters.nonce) this.#nonceCount = 0
    this.#challenge = challenge
    return true
  }

  /** Takes in an Authentication-Info header: the server may name its next nonce (RFC 7616 §3.5). */
  inform(header: string): void {
    const nonce = parseChallenges(`Digest ${header}`)[0]?.parameters.nextnonce
    if (nonce === undefined || this.#challenge?.scheme !== 'digest') return
    this.#challenge = {
      ...this.#challenge,
      parameters: { ...this.#challenge.parameters, nonce },
    }
    this.#nonceCount = 0
  }
}

/** A Digest may be refused for its nonce; a login that was refused with a new one is wrong. */
function mayBeOutdated({ scheme, parameters }: Challenge, answers: number): boolean {
  if (scheme !== 'digest') return false
  return answers === 0 || parameters.stale?.toLowerCase() === 'true'
}

/** The safest challenge that can be answered (RFC 9110 §11.6.1). */
function strongest(challenges: readonly Challenge[]): Challenge | null {
  const [best] = challenges
    .filter((one) => digestStrength(one) >= 0)
    .toSorted((a, b) => digestStrength(b) - digestStrength(a))
  return best ?? challenges.find(({ scheme }) => scheme === 'basic') ?? null
}
