import { getProxyForUrl } from 'proxy-from-env'
import { parseUrl } from '../../../../shared/parse-url'
import { DownloadError } from '../../../engine/download-error'

const PROTOCOLS = new Set(['http:', 'https:', 'socks5:', 'socks5h:', 'socks:'])

/**
 * The proxy for a request of `url`, null for none: `setting` is a link to a proxy, `none`, or
 * `system`, which goes by HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY in either case. Throws a
 * `proxy-unusable` DownloadError for a link that is none to a proxy.
 */
export function proxyFor(url: URL, setting: string): URL | null {
  const link = setting === 'system' ? systemProxy(url) : setting
  if (link === '' || link === 'none') return null
  const proxy = parseUrl(link)
  if (proxy === null) throw new DownloadError('proxy-unusable')
  if (!PROTOCOLS.has(proxy.protocol)) {
    throw new DownloadError('proxy-unusable', { detail: proxy.protocol })
  }
  if (proxy.hostname === '' || !isEscapedWell(proxy.username + proxy.password)) {
    throw new DownloadError('proxy-unusable')
  }
  return proxy
}

/** The login in a link to a proxy. */
export function proxyLogin({ username, password }: URL): { user: string; password: string } {
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) }
}

function systemProxy(url: URL): string {
  const link = getProxyForUrl(url.href)
  // Without a scheme the library takes the link's own, but a proxy for https speaks http.
  const [, bare] = /^https:\/\/(.*)$/u.exec(link) ?? []
  const names = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']
  const isBare = bare !== undefined && names.some((name) => process.env[name] === bare)
  return isBare ? `http://${bare}` : link
}

function isEscapedWell(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
