import type { Manner } from '../story/story'
import type { World } from '../world/world'
import {
  type Asked,
  goodAnswer,
  type PlannedAnswer,
  partAnswer,
  type Served,
  statusAnswer,
  wholeAnswer,
} from './good-answer'

/** A request that a server answers in its manner. */
export interface Occasion {
  readonly world: World
  /** The link without its query. */
  readonly path: string
  readonly asked: Asked
  /** The current version, with the validators of the responding node. */
  readonly served: Served
  /** The previous version; null if there is none. */
  readonly servedBefore: Served | null
  /** The request came by the target of `redirects`. */
  readonly isRedirected: boolean
  /** How many requests this manner has answered before. */
  readonly order: number
}

/** Turns the response of a good server into another one. */
type Lie = (good: PlannedAnswer, occasion: Occasion) => PlannedAnswer

const KIB = 1024

/** A short body brings at least this much, or the download would never finish. */
const LEAST_SENT_BYTES = 128 * KIB

/** The most that `small-ranges` sends of a range. */
const SMALL_RANGE_BYTES = 512 * KIB

const REQUESTS_UNTIL_FORGOTTEN = 4

/** Longer than any client waits for a response. */
const SIGNED_FOR_MS = 60_000

export const LOGIN_PAGE: Uint8Array = Buffer.from(`<h1>Please log in</h1>${' '.repeat(4 * KIB)}`)

export function loginPage(): PlannedAnswer {
  return statusAnswer(200, { 'content-type': 'text/html; charset=utf-8' }, LOGIN_PAGE)
}

const honest: Lie = (good) => good

const withHeaders = (good: PlannedAnswer, headers: PlannedAnswer['headers']): PlannedAnswer => ({
  ...good,
  headers: { ...good.headers, ...headers },
})

function without(good: PlannedAnswer, ...names: string[]): PlannedAnswer {
  const headers = Object.entries(good.headers).filter(([name]) => !names.includes(name))
  return { ...good, headers: Object.fromEntries(headers) }
}

/** Lies only about partial responses. */
const inParts =
  (lie: Lie): Lie =>
  (good, occasion) =>
    good.status === 206 ? lie(good, occasion) : good

/** Lies only about ranges that start in the middle. */
const inTheMiddle = (lie: Lie): Lie =>
  inParts((good, occasion) => ((occasion.asked.range?.start ?? 0) > 0 ? lie(good, occasion) : good))

/** Lies with this probability. */
const sometimes =
  (percent: number, lie: Lie): Lie =>
  (good, occasion) =>
    occasion.world.percent(percent) ? lie(good, occasion) : good

const noRanges: Lie = (_, { served }) => without(wholeAnswer(served), 'accept-ranges')

const ignoresRanges: Lie = (good, { served }) => (good.status === 416 ? good : wholeAnswer(served))

const noLength: Lie = (_, { served }) =>
  withHeaders(without(wholeAnswer(served), 'accept-ranges', 'content-length'), {
    'transfer-encoding': 'chunked',
  })

const shifted: Lie = (good, { asked, served }) => {
  const lengthBytes = served.bytes.byteLength
  const start = (asked.range?.start ?? 0) + 7
  return start < lengthBytes
    ? partAnswer(served, start, Math.min(start + good.body.byteLength, lengthBytes))
    : good
}

/** A body that is too short, or the whole file. */
const otherLength: Lie = (good, { world, served }) => {
  const body = world.percent(50) ? served.bytes : good.body.subarray(0, -1)
  return { ...withHeaders(good, { 'content-length': `${body.byteLength}` }), body }
}

const short: Lie = (good, { world }) => {
  const { byteLength } = good.body
  if (byteLength <= LEAST_SENT_BYTES) return good
  return { ...good, cutAfterBytes: world.pick(LEAST_SENT_BYTES, byteLength - 1) }
}

const allOnCondition: Lie = (good, { asked, served }) =>
  asked.ifRange !== null && good.status === 206 ? wholeAnswer(served) : good

const redirect: Lie = (good, { world, path, isRedirected }) => {
  if (isRedirected) return good
  const location = `/signed${path}?until=${Math.ceil(world.now() + SIGNED_FOR_MS)}`
  return statusAnswer(302, { location })
}

const error: Lie = (_, { world }) =>
  world.percent(50)
    ? statusAnswer(500)
    : statusAnswer(503, { 'retry-after': `${world.pick(1, 3)}` })

const small: Lie = (good, { asked, served }) => {
  const start = asked.range?.start ?? 0
  const end = start + Math.min(good.body.byteLength, SMALL_RANGE_BYTES)
  return partAnswer(served, start, end)
}

const forgetful: Lie = (good, occasion) =>
  occasion.order < REQUESTS_UNTIL_FORGOTTEN ? good : noRanges(good, occasion)

const notSatisfiable: Lie = (_, { served }) =>
  statusAnswer(416, { 'content-range': `bytes */${served.bytes.byteLength}` })

const wholeAsPart: Lie = (_, { served }) => partAnswer(served, 0, served.bytes.byteLength)

const multipart: Lie = (good) =>
  withHeaders(without(good, 'content-range'), {
    'content-type': 'multipart/byteranges; boundary=part',
  })

/** The response with another total in its Content-Range. */
const total = (good: PlannedAnswer, lengthBytes: number | '*'): PlannedAnswer => {
  const range = good.headers['content-range']?.replace(/\/\d+$/u, `/${lengthBytes}`)
  return range === undefined ? good : withHeaders(good, { 'content-range': range })
}

const otherTotal: Lie = (good, { served }) => total(good, served.bytes.byteLength + 100)

/** The response to the same request without If-Range. */
const unconditional: Lie = (_, { asked, served }) => goodAnswer(served, { ...asked, ifRange: null })

const stale: Lie = (good, { asked, servedBefore }) =>
  servedBefore === null ? good : goodAnswer(servedBefore, asked)

export const LIES: Readonly<Record<Manner, Lie>> = {
  good: honest,
  'no-ranges': noRanges,
  'no-length': noLength,
  'ignores-ranges': ignoresRanges,
  'other-range': inTheMiddle(shifted),
  'lies-about-range': inTheMiddle(otherLength),
  'short-bodies': short,
  'breaks-if-range': allOnCondition,
  'page-sometimes': sometimes(20, loginPage),
  redirects: redirect,
  'errors-sometimes': sometimes(25, error),
  'small-ranges': inParts(small),
  'forgets-ranges': forgetful,
  'not-satisfiable': inTheMiddle(sometimes(30, notSatisfiable)),
  'no-content-range': inParts((good) => without(good, 'content-range')),
  'part-is-the-whole': inTheMiddle(wholeAsPart),
  multipart: inParts(multipart),
  'hides-total': inParts((good) => total(good, '*')),
  'other-total': inTheMiddle(otherTotal),
  'refuses-ranges': (good, { asked }) => (asked.range === null ? good : statusAnswer(501)),
  'ignores-if-range': unconditional,
  'stale-nodes': sometimes(30, stale),
  'newest-wins': honest,
}

/**
 * Whether a download of an unchanging file finishes during the manner, on a line without breaks.
 */
export const MANNER_FACTS: Readonly<Record<Manner, { readonly canFinish: boolean }>> = {
  good: { canFinish: true },
  'no-ranges': { canFinish: true },
  'no-length': { canFinish: true },
  'ignores-ranges': { canFinish: true },
  'other-range': { canFinish: true },
  'lies-about-range': { canFinish: true },
  'short-bodies': { canFinish: true },
  'breaks-if-range': { canFinish: true },
  'page-sometimes': { canFinish: false },
  redirects: { canFinish: true },
  'errors-sometimes': { canFinish: true },
  'small-ranges': { canFinish: true },
  'forgets-ranges': { canFinish: true },
  'not-satisfiable': { canFinish: true },
  'no-content-range': { canFinish: true },
  'part-is-the-whole': { canFinish: true },
  multipart: { canFinish: true },
  'hides-total': { canFinish: true },
  'other-total': { canFinish: true },
  'refuses-ranges': { canFinish: true },
  'ignores-if-range': { canFinish: true },
  'stale-nodes': { canFinish: true },
  'newest-wins': { canFinish: true },
}
