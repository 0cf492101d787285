import type { CookieJar } from 'tough-cookie'
import { type Coroutine, until } from '../../kernel'

/**
 * The cookies of one link. Most links have none, and the list of all public suffixes that a jar goes
 * by is long, so it is read only when there is something to put into it.
 */
export class Cookies {
  readonly #link: URL
  readonly #given: readonly string[]
  #jar: CookieJar | null = null

  /** `given` is the value of a Cookie header, for the link's own host alone. */
  constructor(link: URL, given: string) {
    this.#link = link
    this.#given = given
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '')
  }

  /** The value of the Cookie header for a request of `url`, '' for none. */
  *of(url: URL): Coroutine<string> {
    if (this.#jar === null && this.#given.length === 0) return ''
    return (yield* this.#filled()).getCookieStringSync(url.href)
  }

  /** Takes in the Set-Cookie fields of an answer from `url`. */
  *learn(fields: readonly string[], url: URL): Coroutine<void> {
    if (fields.length === 0) return
    const jar = yield* this.#filled()
    for (const field of fields) jar.setCookieSync(field, url.href, { ignoreError: true })
  }

  *#filled(): Coroutine<CookieJar> {
    const { Cookie, CookieJar } = yield* until(() => import('tough-cookie'))
    if (this.#jar !== null) return this.#jar
    this.#jar = new CookieJar(undefined, { looseMode: true })
    for (const pair of this.#given) {
      const equals = pair.indexOf('=')
      const cookie = new Cookie({
        key: pair.slice(0, Math.max(0, equals)),
        value: pair.slice(equals + 1),
        path: '/',
        secure: this.#link.protocol === 'https:',
      })
      this.#jar.setCookieSync(cookie, this.#link.href, { ignoreError: true })
    }
    return this.#jar
  }
}
