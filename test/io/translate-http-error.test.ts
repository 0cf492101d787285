import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import {
  translateBodyError,
  translateDecoderError,
  translateHttpError,
} from '../../src/main/io/http/translate-error'

const URL_OF_FILE = 'https://files.example:8443/x'
const failure = (code: string, cause?: unknown) =>
  Object.assign(new Error('words', { cause }), { code })
const translate = (error: unknown) => translateHttpError(error, URL_OF_FILE)

describe('translateHttpError', () => {
  it.each([
    ['ENOTFOUND', 'host-not-found'],
    ['EAI_AGAIN', 'host-not-found'],
    ['ECONNREFUSED', 'connection-refused'],
    ['ECONNRESET', 'connection-lost'],
    ['EPIPE', 'connection-lost'],
    ['ETIMEDOUT', 'connection-lost'],
    ['EHOSTUNREACH', 'connection-lost'],
    ['ENETUNREACH', 'connection-lost'],
    ['HPE_INVALID_CONSTANT', 'server-error'],
    ['ERR_UNSUPPORTED_PROTOCOL', 'bad-link'],
    ['ERR_INVALID_URL', 'bad-link'],
    ['CERT_HAS_EXPIRED', 'tls-refused'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-refused'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-refused'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-refused'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-refused'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-refused'],
    ['EPROTO', 'tls-refused'],
    ['CERT_REVOKED', 'tls-refused'],
    ['CERT_NOT_YET_VALID', 'tls-refused'],
    ['INVALID_PURPOSE', 'tls-refused'],
  ])('calls %s %s', (code, expected) => {
    const error = failure(code)
    expect(translate(error)).toMatchObject({
      code: expected,
      facts: { host: 'files.example:8443', detail: code },
      cause: error,
    })
  })

  it('finds the reason below the words that wrap it', () => {
    const error = failure('ERR_WRAPPED', failure('', failure('CERT_HAS_EXPIRED')))
    expect(translate(error).code).toBe('tls-refused')
  })

  it.each([new Error('x'), 'x', null, { code: 'ENOTFOUND' }])(
    'calls a connection lost that ended nobody knows why: %s',
    (error) => {
      expect(translate(error).info).toEqual({
        code: 'connection-lost',
        facts: { host: 'files.example:8443' },
      })
    },
  )

  it('leaves a DownloadError as it is, however deep it is wrapped', () => {
    const error = new DownloadError('proxy-failed')
    expect(translate(error)).toBe(error)
    expect(translate(failure('ERR_WRAPPED', error))).toBe(error)
    expect(translateBodyError(failure('', error), URL_OF_FILE)).toBe(error)
  })
})

describe('translateBodyError', () => {
  it.each([
    ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'connection-lost'],
    ['EPROTO', 'connection-lost'],
    ['ECONNRESET', 'connection-lost'],
  ])('calls %s in the middle of a body %s', (code, expected) => {
    expect(translateBodyError(failure(code), URL_OF_FILE)).toMatchObject({
      code: expected,
      facts: { host: 'files.example:8443', detail: code },
    })
  })
})

describe('translateDecoderError', () => {
  it.each([
    ['Z_BUF_ERROR', 'short-body'],
    ['Z_DATA_ERROR', 'encoded-answer'],
    ['ERR__ERROR_FORMAT_PADDING_1', 'encoded-answer'],
    ['ERR_PADDING_1', 'encoded-answer'],
  ])('calls %s %s', (code, expected) => {
    const error = Object.assign(new Error('x'), { code })
    expect(translateDecoderError(error, 'http://a.example/x').code).toBe(expected)
  })
})
