import type { z } from 'zod'

const ABOUT: Record<string, string> = {
  dir: 'This folder cannot be used: choose one with its full path.',
  folder: 'This folder cannot be used: choose one with its full path.',
  simultaneousDownloads: 'Simultaneous downloads must be a whole number from 1 to 64.',
  connectionsPerDownload: 'Connections a download must be a whole number from 1 to 64.',
}

const LONGEST_LINK_SHOWN = 80

/** A sentence for a person about arguments that the contract refuses: about the first one. */
export function describeBadArguments({ issues }: z.ZodError, args: unknown): string {
  const path = issues[0]?.path ?? []
  if (path[1] === 'urls') return describeBadLinks(path, args)
  return ABOUT[String(path[1])] ?? 'Rill does not understand what its window asks for.'
}

function describeBadLinks(path: readonly PropertyKey[], args: unknown): string {
  const link = path.reduce(valueAt, args)
  if (typeof link !== 'string') return 'Add at least one link, and not more than 100,000 at a time.'
  const shown = link.length > LONGEST_LINK_SHOWN ? `${link.slice(0, LONGEST_LINK_SHOWN)}…` : link
  return `This is not an http or https link: ${shown}`
}

function valueAt(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
