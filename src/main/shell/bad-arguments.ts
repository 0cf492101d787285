import type { z } from 'zod'
import { t } from './i18n'

const ABOUT = {
  dir: 'badFolder',
  folder: 'badFolder',
  simultaneousDownloads: 'badSimultaneous',
  connectionsPerDownload: 'badConnections',
} as const

const MAX_LINK_LENGTH = 80

/** A sentence for the user about the first argument that the contract refuses. */
export function describeBadArguments({ issues }: z.ZodError, args: unknown): string {
  const path = issues[0]?.path ?? []
  if (path[1] === 'urls') return describeBadLinks(path, args)
  const field = String(path[1])
  return t(isKnown(field) ? `commands.${ABOUT[field]}` : 'commands.notUnderstood')
}

function isKnown(field: string): field is keyof typeof ABOUT {
  return Object.hasOwn(ABOUT, field)
}

function describeBadLinks(path: readonly PropertyKey[], args: unknown): string {
  const link = path.reduce(valueAt, args)
  if (typeof link !== 'string') return t('commands.badLinks')
  const shown = link.length > MAX_LINK_LENGTH ? `${link.slice(0, MAX_LINK_LENGTH)}…` : link
  return t('commands.badLink', { url: shown })
}

function valueAt(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
