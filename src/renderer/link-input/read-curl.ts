import { downloadOptionsSchema } from '../../shared/download-options'
import { isLink } from '../../shared/links'
import { parseBytes } from '../../shared/parse-bytes'
import { type CurlPart, curlParts } from './curl-flags'
import { curlWords } from './curl-words'
import type { LinkOptions } from './link-options'

/** What in a command of curl Rill does not do, so that there is no download of it. */
export type CurlRefusal = 'curl-sends-data' | 'curl-method' | 'curl-no-link'

/** What in it Rill leaves out. */
export type CurlWarning = 'curl-insecure' | 'curl-cookie-file' | 'curl-range' | 'curl-header'

export interface CurlCommand {
  /** The links, which may be patterns, each with the name that was asked for. */
  readonly links: readonly { readonly url: string; readonly wishedName: string | null }[]
  readonly options: LinkOptions
  /** `--globoff`: brackets in the links mean themselves. */
  readonly isLiteral: boolean
  readonly refusal: CurlRefusal | null
  readonly warnings: readonly CurlWarning[]
}

const DATA = /^--(?:data|json$|form|upload-file$)/u

/** Part of the transfer itself, which is Rill's own; told otherwise, or meant for one answer. */
const LEFT_OUT =
  /^(?:accept-encoding|connection|content-length|expect|host|if-.*|keep-alive|proxy-.*|range|te|trailer|transfer-encoding|upgrade)$/u

/** Reads one command of curl, given by its lines, as a download of what it would print. */
export function readCurl(lines: readonly string[]): CurlCommand {
  const { words, redirectedTo } = curlWords(lines)
  const parts = curlParts(words)
  const names = [...valuesOf(parts, '--output'), ...(redirectedTo === null ? [] : [redirectedTo])]
  const links = linksOf(parts).map((url, index) => ({ url, wishedName: nameOf(names[index]) }))
  const { options, warnings } = optionsOf(parts)
  return {
    links,
    options,
    isLiteral: has(parts, '--globoff'),
    refusal: refusalOf(parts) ?? (links.length === 0 ? 'curl-no-link' : null),
    warnings,
  }
}

function linksOf(parts: readonly CurlPart[]): string[] {
  const query = has(parts, '--get') ? valuesOf(parts, DATA).join('&') : ''
  return parts
    .filter(({ option }) => option === null || option === '--url')
    .map(({ value }) => (/^[a-z][a-z0-9+.-]*:\/\//iu.test(value) ? value : `http://${value}`))
    .filter(
      (url) => isLink(url.replaceAll(/[[\]{}]/gu, '')) && /^https?:\/\/[^/]*[.:[]/iu.test(url),
    )
    .map((url) => (query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`))
}

/** The base name; `-` is the screen, and `#1` a place of the pattern. */
function nameOf(path: string | undefined): string | null {
  const name = path?.split(/[\\/]/u).at(-1) ?? ''
  return ['', '-', '.', '..', 'null', 'NUL'].includes(name) || name.includes('#') ? null : name
}

function refusalOf(parts: readonly CurlPart[]): CurlRefusal | null {
  if (has(parts, DATA) && !has(parts, '--get')) return 'curl-sends-data'
  const method = valuesOf(parts, '--request').at(-1) ?? 'GET'
  return /^(?:get|head)$/iu.test(method) ? null : 'curl-method'
}

function optionsOf(parts: readonly CurlPart[]): {
  options: LinkOptions
  warnings: readonly CurlWarning[]
} {
  const warnings = new Set<CurlWarning>()
  const options: LinkOptions = {}
  const headers: Record<string, string> = {}
  for (const { option, value } of parts) {
    if (option === '--header') addHeader(headers, value)
    else if (option === '--user-agent') headers['user-agent'] = value
    else if (option === '--referer') headers.referer = value.replace(/;auto$/u, '')
    else if (option === '--oauth2-bearer') headers.Authorization = `Bearer ${value}`
    else if (option === '--cookie' && !value.includes('=')) warnings.add('curl-cookie-file')
    else if (option === '--cookie') headers.cookie = value
    else if (option === '--insecure') warnings.add('curl-insecure')
    else if (option === '--range') warnings.add('curl-range')
    else if (option === '--user') options.login = loginOf(value)
    else if (option === '--proxy') options.proxy = value.includes('://') ? value : `http://${value}`
    else if (option === '--limit-rate') options.limitBytesPerSec = rateOf(value)
  }
  const named = { ...options, ...optionsFromHeaders(headers, warnings) }
  return { options: named, warnings: [...warnings] }
}

function addHeader(headers: Record<string, string>, text: string): void {
  const { name, value } =
    /^(?<name>[^:;\s]+)(?::\s*(?<value>.*?)\s*|;\s*)$/su.exec(text)?.groups ?? {}
  if (name === undefined) return
  const lower = name.toLowerCase()
  // `Name:` takes a field of curl's own away.
  if (value === '' || LEFT_OUT.test(lower)) return
  const key = ['cookie', 'referer', 'user-agent'].includes(lower) ? lower : name
  headers[key] = value ?? ''
}

/** Fields that have a place of their own go there; one that could not be sent is left out. */
function optionsFromHeaders(
  { cookie, referer, 'user-agent': userAgent, ...others }: Record<string, string>,
  warnings: Set<CurlWarning>,
): LinkOptions {
  const { shape } = downloadOptionsSchema
  const sendable = Object.entries(others).filter(
    ([name, value]) => shape.headers.safeParse({ [name]: value }).success,
  )
  if (sendable.length < Object.keys(others).length) warnings.add('curl-header')
  const own = { cookie, referer, userAgent }
  const options: LinkOptions =
    sendable.length === 0 ? {} : { headers: Object.fromEntries(sendable) }
  for (const name of ['cookie', 'referer', 'userAgent'] as const) {
    const value = own[name]
    if (value === undefined || value === '') continue
    if (shape[name].safeParse(value).success) options[name] = value
    else warnings.add('curl-header')
  }
  return options
}

function loginOf(text: string): { user: string; password: string } {
  const colon = text.indexOf(':')
  if (colon === -1) return { user: text, password: '' }
  return { user: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** `500K`, `2M`: powers of 1024, as curl has them. */
function rateOf(text: string): number | null {
  const rate = parseBytes(text, { base: 1024 })
  return rate === null || rate < 1 ? null : rate
}

function valuesOf(parts: readonly CurlPart[], option: string | RegExp): string[] {
  return parts.filter((part) => isOption(part, option)).map(({ value }) => value)
}

function has(parts: readonly CurlPart[], option: string | RegExp): boolean {
  return parts.some((part) => isOption(part, option))
}

function isOption({ option }: CurlPart, wanted: string | RegExp): boolean {
  if (option === null) return false
  return typeof wanted === 'string' ? option === wanted : wanted.test(option)
}
