import type { BadServer } from './bad-servers/bad-server'
import { BODIES } from './bad-servers/bodies'
import { ENCODINGS } from './bad-servers/encodings'
import { HEADS } from './bad-servers/heads'
import { LIMITS } from './bad-servers/limits'
import { LINKS } from './bad-servers/links'
import { NAMES } from './bad-servers/names'
import { PAGES } from './bad-servers/pages'
import { RANGES } from './bad-servers/ranges'
import { SECURE } from './bad-servers/secure'
import { VERSIONS } from './bad-servers/versions'

/**
 * Every misbehaviour of servers that Rill is tested against, by group and name. `npm run bad-servers`
 * starts them all to try by hand.
 */
export const BAD_SERVERS = {
  ranges: RANGES,
  versions: VERSIONS,
  bodies: BODIES,
  heads: HEADS,
  encodings: ENCODINGS,
  pages: PAGES,
  links: LINKS,
  limits: LIMITS,
  names: NAMES,
  secure: SECURE,
} as const satisfies Record<string, Readonly<Record<string, BadServer>>>
