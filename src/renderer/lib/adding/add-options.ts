import { type Checksum, parseChecksum } from '../../../shared/checksum'
import type { ConflictPolicy } from '../../../shared/download-options'
import {
  parseConnections,
  parseHeaders,
  parseHeaderValue,
  parseProxy,
  parseSpeed,
} from '../text/option-texts'

/** What is done with a file that is there already, and cannot be decided for each by itself. */
export type WhenThere = Extract<ConflictPolicy, 'rename' | 'overwrite' | 'skip'>

/** The fields of "More options", as typed. */
export interface OptionFields {
  readonly referer: string
  readonly userAgent: string
  readonly cookie: string
  readonly user: string
  readonly password: string
  /** `Name: value`, one per line. */
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
  function take<T>(
    name: keyof OptionFields,
    read: (text: string) => T,
    keep: (value: NonNullable<T>) => void,
  ): void {
    const value = read(fields[name])
    if (value === undefined) wrong.push(name)
    else if (value !== null) keep(value)
  }
  for (const name of ['referer', 'userAgent', 'cookie'] as const) {
    take(name, parseHeaderValue, (value) => {
      options[name] = value
    })
  }
  take('headers', parseHeaders, (headers) => {
    if (Object.keys(headers).length > 0) options.headers = headers
  })
  if (fields.user !== '') options.login = { user: fields.user, password: fields.password }
  take('checksum', readChecksum, (checksum) => {
    options.checksums = [checksum]
  })
  take('limit', parseSpeed, (limit) => {
    options.limitBytesPerSec = limit
  })
  take('connections', parseConnections, (connections) => {
    options.connections = connections
  })
  take('proxy', parseProxy, (proxy) => {
    options.proxy = proxy
  })
  return { options, wrong }
}

/** null for nothing, undefined for what is none. */
function readChecksum(text: string): Checksum | null | undefined {
  return text.trim() === '' ? null : (parseChecksum(text.trim()) ?? undefined)
}
