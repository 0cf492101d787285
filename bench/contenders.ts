import { execFileSync } from 'node:child_process'
import { Chromium } from './contenders/chromium'
import type { Contender } from './contenders/contender'
import { type Program, programContender } from './contenders/program'
import {
  ARIA2_DEFAULTS,
  ARIA2_MANY,
  AXEL,
  CURL,
  IPULL,
  NODE_DOWNLOADER_HELPER,
  RILL_GET,
  RILL_GET_BY_ELECTRON,
  WGET2,
} from './contenders/programs'
import { RillApp } from './contenders/rill-app'
import { ELECTRON } from './electron/binary'

/** Those that are to be had on this machine. */
export interface Contenders {
  /** null without a display. */
  readonly rillApp: RillApp | null
  readonly chromium: Chromium | null
  readonly rillGet: Contender | null
  readonly rillGetByElectron: Contender | null
  readonly aria2: Contender | null
  readonly aria2Defaults: Contender | null
  readonly curl: Contender | null
  readonly wget2: Contender | null
  readonly axel: Contender | null
  readonly ipull: Contender | null
  readonly nodeDownloaderHelper: Contender | null
}

/** Looks who is there, and tells who is not. */
export function findContenders(say: (text: string) => void): Contenders {
  const found = (program: Program): Contender | null => {
    const contender = programContender(program)
    if (contender === null) say(`${program.name} is not to be had here`)
    return contender
  }
  const rillGet = found(RILL_GET)
  const hasDisplay = Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
  if (!hasDisplay) say('there is no display here, so nothing that has a window')
  return {
    rillApp: hasDisplay ? new RillApp(rillGet?.version ?? '') : null,
    chromium: hasDisplay ? new Chromium(chromiumVersion()) : null,
    rillGet,
    rillGetByElectron: found(RILL_GET_BY_ELECTRON),
    aria2: found(ARIA2_MANY),
    aria2Defaults: found(ARIA2_DEFAULTS),
    curl: found(CURL),
    wget2: found(WGET2),
    axel: found(AXEL),
    ipull: found(IPULL),
    nodeDownloaderHelper: found(NODE_DOWNLOADER_HELPER),
  }
}

/** Ends whatever they keep running. */
export async function closeContenders(contenders: Contenders): Promise<void> {
  await Promise.all(
    present(Object.values(contenders) as (Contender | null)[]).map((one) => one.close()),
  )
}

/** Those that are there, in the same order. */
export function present<T>(candidates: readonly (T | null)[]): T[] {
  return candidates.filter((candidate) => candidate !== null)
}

function chromiumVersion(): string {
  return electronSays('process.versions.chrome')
}

/** What an expression comes to in Electron, as Node. */
export function electronSays(expression: string): string {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  return execFileSync(ELECTRON, ['-p', expression], { encoding: 'utf8', env }).trim()
}
