import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { parseUrl } from '../../../shared/parse-url'
import { redactUrl } from '../../../shared/redact'

const ZONE_INTERNET = 3

const load = createRequire(import.meta.url)

/**
 * Notes on a file where it came from, as browsers do, for the system and for people:
 *
 * - Linux: the attributes `user.xdg.origin.url` and `user.xdg.referrer.url` (freedesktop.org, Common
 *   Extended Attributes).
 * - macOS: `com.apple.quarantine`, so that Gatekeeper looks at it.
 * - Windows: the stream `Zone.Identifier`, so that SmartScreen and Office look at it.
 *
 * Links go in without login, query and fragment: the note travels with copies of the file, and these
 * may be secrets. It is a kindness: where it cannot be written, because the disk knows no such notes
 * for example, the file has none, and nobody is told.
 */
export async function markOrigin(
  path: string,
  url: string,
  referrer: string | null,
): Promise<void> {
  const [origin, from] = [bare(url), referrer === null ? null : bare(referrer)]
  if (origin === null) return
  try {
    switch (process.platform) {
      case 'win32':
        await writeFile(`${path}:Zone.Identifier`, zoneIdentifier(origin, from))
        break
      case 'darwin':
        await setAttributes(path, { 'com.apple.quarantine': quarantine(Date.now(), randomUUID()) })
        break
      default:
        await setAttributes(path, {
          'user.xdg.origin.url': origin,
          ...(from !== null && { 'user.xdg.referrer.url': from }),
        })
    }
  } catch {
    // See above.
  }
}

/** Parsed first: what comes out has no line breaks. */
function bare(link: string): string | null {
  const url = parseUrl(link)
  return url === null ? null : redactUrl(url.href)
}

/** By a library, as Node has no call for it, and a program for each file takes longer than the file. */
async function setAttributes(
  path: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const { setAttribute } = load('@napi-rs/xattr') as typeof import('@napi-rs/xattr')
  for (const [name, value] of Object.entries(values)) await setAttribute(path, name, value)
}

/** Flags (downloaded, not yet asked about), seconds since 1970 in hex, the program, an id. */
export function quarantine(nowMs: number, id: string): string {
  const seconds = Math.floor(nowMs / 1000).toString(16)
  return `0081;${seconds};Rill;${id.toUpperCase()}`
}

export function zoneIdentifier(url: string, referrer: string | null): string {
  const lines = ['[ZoneTransfer]', `ZoneId=${ZONE_INTERNET}`]
  if (referrer !== null) lines.push(`ReferrerUrl=${referrer}`)
  return [...lines, `HostUrl=${url}`, ''].join('\r\n')
}
