import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { bareLink } from '../../../shared/without-secrets'
import { errnoOf } from './translate-error'

/** A program that writes the mark, and its arguments; no shell reads them. */
export interface Command {
  readonly program: string
  readonly args: readonly string[]
}

/** How long a program may take, on a share that has gone silent for example. */
const PATIENCE_MS = 5_000

const ZONE_INTERNET = 3

/**
 * Notes on a file where it came from, as browsers do, for the system and for people:
 *
 * - Linux: the attributes `user.xdg.origin.url` and `user.xdg.referrer.url` (freedesktop.org, Common
 *   Extended Attributes), by `setfattr` or else GLib's `gio`, as Node has no call for it.
 * - macOS: `com.apple.quarantine`, by the system's `xattr`, so that Gatekeeper looks at it.
 * - Windows: the stream `Zone.Identifier`, so that SmartScreen and Office look at it.
 *
 * Links go in without login, query and fragment: the note travels with copies of the file, and these
 * may be secrets. It is a kindness: where it cannot be written, because the disk knows no such notes
 * or the program is not there, the file has none, and nobody is told. Rejects only when aborted.
 */
export async function markOrigin(
  path: string,
  url: string,
  referrer: string | null,
  signal: AbortSignal,
): Promise<void> {
  const [origin, from] = [bare(url), referrer === null ? null : bare(referrer)]
  if (origin === null) return
  try {
    switch (process.platform) {
      case 'win32':
        await writeFile(`${path}:Zone.Identifier`, zoneIdentifier(origin, from), { signal })
        break
      case 'darwin':
        await execute(quarantine(path, Date.now(), randomUUID()), signal)
        break
      default:
        await markByAttributes(path, { 'origin.url': origin, 'referrer.url': from }, signal)
    }
  } catch (error) {
    if (signal.aborted) throw error
  }
}

/** Parsed first: what comes out has no line breaks. */
function bare(link: string): string | null {
  return URL.canParse(link) ? bareLink(new URL(link).href) : null
}

async function markByAttributes(
  path: string,
  values: Readonly<Record<string, string | null>>,
  signal: AbortSignal,
): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) continue
    try {
      await execute(setfattr(path, `xdg.${name}`, value), signal)
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error
      await execute(gioSet(path, `xdg.${name}`, value), signal)
    }
  }
}

/** `0s` announces base64, so that nothing in the value has a meaning. */
export function setfattr(path: string, name: string, value: string): Command {
  const encoded = `0s${Buffer.from(value).toString('base64')}`
  return { program: 'setfattr', args: ['-n', `user.${name}`, '-v', encoded, '--', path] }
}

/** GIO reads `\x5c` as a backslash, and calls the name space of users `xattr`. */
export function gioSet(path: string, name: string, value: string): Command {
  const escaped = value.replaceAll('\\', '\\x5c')
  return { program: 'gio', args: ['set', '-t', 'string', path, `xattr::${name}`, escaped] }
}

/** Flags (downloaded, not yet asked about), seconds since 1970 in hex, the program, an id. */
export function quarantine(path: string, nowMs: number, id: string): Command {
  const seconds = Math.floor(nowMs / 1000).toString(16)
  const value = `0081;${seconds};Rill;${id.toUpperCase()}`
  return { program: '/usr/bin/xattr', args: ['-w', 'com.apple.quarantine', value, path] }
}

export function zoneIdentifier(url: string, referrer: string | null): string {
  const lines = ['[ZoneTransfer]', `ZoneId=${ZONE_INTERNET}`]
  if (referrer !== null) lines.push(`ReferrerUrl=${referrer}`)
  return [...lines, `HostUrl=${url}`, ''].join('\r\n')
}

async function execute({ program, args }: Command, signal: AbortSignal): Promise<void> {
  await promisify(execFile)(program, args, {
    signal,
    timeout: PATIENCE_MS,
    windowsHide: true,
    // It needs no desktop's services for a file on the disk.
    env: { ...process.env, GIO_USE_VFS: 'local' },
  })
}
