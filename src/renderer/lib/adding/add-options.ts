import bytes from 'bytes'
import { type Checksum, parseChecksum } from '../../../shared/checksum'
import { type ConflictPolicy, downloadOptionsSchema } from '../../../shared/download-options'

/** What is done with a file that is there already, and cannot be decided for each by itself. */
export type WhenThere = Extract<ConflictPolicy, 'rename' | 'overwrite' | 'skip'>

/** The fields of "More options", as typed. */
export interface OptionFields {
  readonly referer: string
  readonly userAgent: string
  readonly cookie: string
  readonly user: string
  readonly password: string
  /** `Name: value`, one a line. */
  readonly headers: string
  readonly checksum: string
  readonly limit: string
  readonly connections: string
  readonly proxy: string
}

export const NO_FIELDS: OptionFields = {
  referer: '',
  userAgent: '',
  cookie: '',
  user: '',
  password: '',
  headers: '',
  checksum: '',
  limit: '',
  connections: '',
  proxy: '',
}

export interface TypedOptions {
  readonly options: Partial<{
    headers: Record<string, string>
    userAgent: string
    referer: string
    cookie: string
    login: { user: string; password: string }
    proxy: string
    limitBytesPerSec: number
    connections: number
    checksums: Checksum[]
  }>
  /** Fields that cannot be used as they are. */
  readonly wrong: readonly (keyof OptionFields)[]
}

/** Reads the fields; an empty one leaves it to the settings. */
export function readOptions(fields: OptionFields): TypedOptions {
  const options: TypedOptions['options'] = {}
  const wrong: (keyof OptionFields)[] = []
  const { shape } = downloadOptionsSchema
  for (const name of ['referer', 'userAgent', 'cookie'] as const) {
    const value = fields[name].trim()
    if (value === '') continue
    if (shape[name].safeParse(value).success) options[name] = value
    else wrong.push(name)
  }
  const headers = readHeaders(fields.headers)
  if (headers === null) wrong.push('headers')
  else if (Object.keys(headers).length > 0) options.headers = headers
  if (fields.user !== '') options.login = { user: fields.user, password: fields.password }
  readRest(fields, options, wrong)
  return { options, wrong }
}

function readRest(
  fields: OptionFields,
  options: TypedOptions['options'],
  wrong: (keyof OptionFields)[],
): void {
  const [checksum, limit, connections, proxy] = [
    fields.checksum.trim(),
    fields.limit.trim(),
    fields.connections.trim(),
    fields.proxy.trim(),
  ]
  if (checksum !== '') {
    const read = parseChecksum(checksum)
    if (read === null) wrong.push('checksum')
    else options.checksums = [read]
  }
  if (limit !== '') {
    const read = readRate(limit)
    if (read === null) wrong.push('limit')
    else options.limitBytesPerSec = read
  }
  if (connections !== '') {
    const read = Number(connections)
    if (downloadOptionsSchema.shape.connections.safeParse(read).success) options.connections = read
    else wrong.push('connections')
  }
  if (proxy !== '') {
    if (proxy === 'none' || /^(?:https?|socks5h?):\/\/[^\s/]+/iu.test(proxy)) options.proxy = proxy
    else wrong.push('proxy')
  }
}

/** `500k`, `2 MB`, `1.5 MB/s`: bytes a second, by powers of 1024; null if it is none. */
export function readRate(text: string): number | null {
  const { amount, unit } =
    /^(?<amount>\d+(?:[.,]\d+)?)\s*(?<unit>[kmg])?(?:i?b)?(?:\/s)?$/iu.exec(text)?.groups ?? {}
  if (amount === undefined) return null
  const rate = bytes.parse(`${amount.replace(',', '.')}${unit ?? ''}b`)
  return rate === null || rate < 1 ? null : Math.floor(rate)
}

function readHeaders(text: string): Record<string, string> | null {
  const headers: Record<string, string> = {}
  for (const line of text.split(/\r?\n/u)) {
    if (line.trim() === '') continue
    const { name, value } =
      /^(?<name>[^:\s]+)\s*:\s*(?<value>.*?)\s*$/u.exec(line.trim())?.groups ?? {}
    if (name === undefined) return null
    headers[name] = value ?? ''
  }
  return downloadOptionsSchema.shape.headers.safeParse(headers).success ? headers : null
}
