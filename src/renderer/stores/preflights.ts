import { create } from 'zustand'
import type { PreflightRequest } from '../../shared/adding/drafts'
import type { PreflightReport } from '../../shared/adding/preflight'

/** So many links are asked at a time. */
const AT_A_TIME = 6

const TOGETHER_MS = 50

export interface Preflights {
  /** What is known, by link; the same Map is kept and filled. */
  readonly reports: ReadonlyMap<string, PreflightReport>
  /** Links that are being asked. */
  readonly asked: ReadonlySet<string>
  /** Grows with every report. */
  readonly version: number
}

const reports = new Map<string, PreflightReport>()
/** What each report is the answer to. */
const answered = new Map<string, string>()
const asking = new Map<string, string>()
let wanted: readonly PreflightRequest[] = []

export const usePreflights = create<Preflights>(() => ({ reports, asked: new Set(), version: 0 }))

/**
 * Looks at these links, the first ones first, and at none else: what is under way for others is
 * called off, and what is known already is not asked again.
 */
export function requestPreflights(requests: readonly PreflightRequest[]): void {
  wanted = requests
  const keys = new Set(requests.map(keyOf))
  if ([...asking.keys()].some((key) => !keys.has(key))) void window.rill.cancelPreflights()
  askNext()
}

/** Calls all off, and forgets what was found. */
export function clearPreflights(): void {
  wanted = []
  reports.clear()
  answered.clear()
  if (asking.size > 0) void window.rill.cancelPreflights()
  publish()
}

function askNext(): void {
  for (const request of wanted) {
    if (asking.size >= AT_A_TIME) break
    const key = keyOf(request)
    if (answered.get(request.url) !== key && !asking.has(key)) void ask(request, key)
  }
  publish()
}

async function ask(request: PreflightRequest, key: string): Promise<void> {
  asking.set(key, request.url)
  try {
    const report = await window.rill.preflight(request)
    if (report !== null && wanted.some((one) => keyOf(one) === key)) {
      reports.set(request.url, report)
      answered.set(request.url, key)
    }
  } catch {
    // A folder that is no path, say: adding tells of it.
    answered.set(request.url, key)
  } finally {
    asking.delete(key)
    askNext()
  }
}

let isPublishing = false

/** What comes in at about the same time is told together. */
function publish(): void {
  if (isPublishing) return
  isPublishing = true
  setTimeout(publishNow, TOGETHER_MS)
}

function publishNow(): void {
  isPublishing = false
  usePreflights.setState(({ version }) => ({
    reports,
    asked: new Set(asking.values()),
    version: version + 1,
  }))
}

function keyOf(request: PreflightRequest): string {
  return JSON.stringify(request)
}
