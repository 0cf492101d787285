import { describe, expect, it } from 'vitest'
import { describeError } from '../../src/shared/describe-error'
import { ERROR_FAMILIES, type ErrorCode, type ErrorFacts } from '../../src/shared/errors'
import { createI18n, speak } from '../../src/shared/i18n/create-i18n'
import de from '../../src/shared/i18n/locales/de.json'

const CODES = Object.keys(ERROR_FAMILIES) as ErrorCode[]

const ALL_FACTS: Required<ErrorFacts> = {
  host: 'files.example:8080',
  status: 503,
  path: '/home/me/Downloads',
  neededBytes: 2000,
  freeBytes: 1000,
  expectedBytes: 100,
  damagedBytes: 10,
  receivedBytes: 50,
  retryAfterMs: 1000,
  before: '"a"',
  after: '"b"',
  detail: 'CERT_HAS_EXPIRED',
  reason: 'hung-up',
  reply: 99,
  algorithm: 'md5',
  wanted: 'd41d',
  got: '0cc1',
}

/** Begins with a capital letter, or with the host as it is written. */
const SENTENCE = /^(\p{Lu}|files\.example|\/home)[^\n]*\S\.$/u

describe('describeError', () => {
  it.each(CODES)('tells %s in two sentences, with facts and without', (code) => {
    const facts: readonly ErrorFacts[] = [
      {},
      ALL_FACTS,
      ...Object.entries(ALL_FACTS).map(([name, value]): ErrorFacts => ({ [name]: value })),
    ]
    for (const some of facts) {
      const { happened, remedy } = describeError({ code, facts: some })
      expect(happened).toMatch(SENTENCE)
      expect(remedy).toMatch(SENTENCE)
      for (const text of [happened, remedy]) {
        expect(text).not.toMatch(/undefined|null|NaN|\[object|\s{2}|\(\)/u)
      }
    }
  })

  it('says something else for every code', () => {
    const sentences = CODES.map((code) => describeError({ code, facts: {} }).happened)
    expect(new Set(sentences).size).toBe(CODES.length)
  })

  it.each<[ErrorCode, string]>([
    ['not-found', '404'],
    ['forbidden', '403'],
    ['gone', '410'],
    ['unauthorized', '401'],
    ['server-busy', '503'],
    ['server-error', '503'],
    ['http-status', '503'],
    ['tls-refused', 'CERT_HAS_EXPIRED'],
    ['disk-error', 'CERT_HAS_EXPIRED'],
    ['host-not-found', 'files.example:8080'],
    ['connection-refused', 'files.example:8080'],
    ['folder-missing', '/home/me/Downloads'],
    ['folder-not-writable', '/home/me/Downloads'],
  ])('names in %s what it knows: %s', (code, word) => {
    const { host, status, path, detail } = ALL_FACTS
    expect(describeError({ code, facts: { host, status, path, detail } }).happened).toContain(word)
  })

  it.each<[ErrorCode, ErrorFacts, string]>([
    ['proxy-unusable', { reason: 'asks-for-login', status: 407 }, ' (it requires a login (407)).'],
    ['proxy-unusable', { reason: 'asks-for-login' }, ' (it requires a login).'],
    ['proxy-failed', { reason: 'answers-status', status: 502 }, ' (it returned 502).'],
    ['proxy-failed', { reason: 'unknown-reply', reply: 99 }, ' (reply 99).'],
    [
      'checksum-mismatch',
      { algorithm: 'sha256', wanted: 'ab', got: 'cd' },
      ' (sha256: expected ab, got cd).',
    ],
  ])('tells of %s why: %o', (code, facts, end) => {
    expect(describeError({ code, facts }).happened.endsWith(end)).toBe(true)
  })

  it('says why in the language of the person', async () => {
    const i18n = createI18n()
    await speak(i18n, 'de', async () => de)
    const { t } = i18n
    const error = { code: 'proxy-failed', facts: { reason: 'hung-up' } } as const
    expect(describeError(error, t).happened).toContain('(er hat aufgelegt)')
  })

  it('passes over a reason of another version', () => {
    const facts = { reason: 'of-tomorrow', detail: 'ECONNRESET' } as unknown as ErrorFacts
    expect(describeError({ code: 'proxy-failed', facts }).happened).toContain('(ECONNRESET)')
  })
})
