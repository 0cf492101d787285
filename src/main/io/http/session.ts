import type { IncomingHttpHeaders } from 'node:http'
import type { RequestOptions } from '../../engine/ports/http'
import type { Coroutine } from '../../kernel'
import { Authenticator, type Login } from './auth/authenticator'
import { Cookies } from './cookies'
import { isOwnHost } from './redirect'
import { field } from './request-headers'

/** What lasts from one request of a link to the next: cookies, and being logged in. */
export class Session {
  readonly link: URL
  readonly #cookies: Cookies
  readonly #authenticator: Authenticator | null

  /** `cookie` is the value of a Cookie header, for the link's own host alone. */
  constructor(link: URL, cookie: string | null, login: Login | null) {
    this.link = link
    this.#authenticator = login === null ? null : new Authenticator(login)
    this.#cookies = new Cookies(link, cookie ?? '')
  }

  /** The value of the Cookie header for a request of `url`, '' for none. */
  *cookie(url: URL): Coroutine<string> {
    return yield* this.#cookies.of(url)
  }

  /** The Authorization header for `url`, where there is one to send. */
  authorization(url: URL): string | null {
    return isOwnHost(this.link, url) ? (this.#authenticator?.authorization(url) ?? null) : null
  }

  /** Takes in what the header of an answer from `url` leaves behind. */
  *learn(headers: IncomingHttpHeaders, url: URL): Coroutine<void> {
    yield* this.#cookies.learn(headers['set-cookie'] ?? [], url)
    const info = headers['authentication-info']
    if (typeof info === 'string' && isOwnHost(this.link, url)) this.#authenticator?.inform(info)
  }

  /** Whether a refusal (401) from `url` can be answered; see `Authenticator.isChallenged`. */
  isChallenged(
    headers: IncomingHttpHeaders,
    url: URL,
    sent: string | null,
    answers: number,
  ): boolean {
    if (this.#authenticator === null || !isOwnHost(this.link, url)) return false
    return this.#authenticator.isChallenged(headers['www-authenticate'] ?? '', sent, answers)
  }
}

/** Far more than downloads run at a time. */
const MOST_SESSIONS = 256

/** The sessions of the links that were asked for last. */
export class Sessions {
  readonly #sessions = new Map<string, Session>()

  /** The session of a link with these secrets; other secrets, another session. */
  of(request: { readonly url: string; readonly options: RequestOptions }, link: URL): Session {
    const { cookie, headers, login } = request.options
    const cookies = [field(headers, 'cookie'), cookie].filter((one) => one !== null).join('; ')
    const known = login ?? loginIn(request.url)
    const key = JSON.stringify([link.href, cookies, known])
    const session = this.#sessions.get(key) ?? new Session(link, cookies, known)
    this.#sessions.delete(key)
    this.#sessions.set(key, session)
    const [oldest] = this.#sessions.keys()
    if (this.#sessions.size > MOST_SESSIONS && oldest !== undefined) this.#sessions.delete(oldest)
    return session
  }
}

/** The login in `https://user:password@host/`. */
function loginIn(link: string): Login | null {
  const { username, password } = new URL(link)
  if (username === '' && password === '') return null
  return { user: unescaped(username), password: unescaped(password) }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
