import { describe, expect, it } from 'vitest'
import type { GetRequest } from '../../../src/main/engine/ports/http'
import { type HopHeaders, requestHeaders } from '../../../src/main/io/http/request-headers'
import { request } from './get-all'

const HOP: HopHeaders = {
  userAgent: 'Rill/test',
  isOwn: true,
  isDowngraded: false,
  cookie: '',
  authorization: null,
}
const of = (options: Partial<GetRequest['options']>, hop: Partial<HopHeaders> = {}) =>
  requestHeaders(request('http://a.example/', options), { ...HOP, ...hop })

describe('requestHeaders', () => {
  it('asks for the plain bytes of a range, under a condition', () => {
    const range = { start: 5, end: 10 }
    const asked = request('http://a.example/', {}, { range, ifRange: '"v1"' })
    expect(requestHeaders(asked, HOP)).toEqual({
      accept: '*/*',
      'user-agent': 'Rill/test',
      'accept-encoding': 'identity',
      connection: 'keep-alive',
      range: 'bytes=5-9',
      'if-range': '"v1"',
    })
  })

  it('has the fields of the user, whatever their case', () => {
    const headers = { ACCEPT: 'text/plain', 'X-Key': 'k', 'User-Agent': 'Mine' }
    expect(of({ headers })).toMatchObject({
      accept: 'text/plain',
      'x-key': 'k',
      'user-agent': 'Mine',
    })
    expect(of({ headers, userAgent: 'Other' })).toMatchObject({ 'user-agent': 'Other' })
  })

  it.each([
    'Range',
    'If-Range',
    'If-None-Match',
    'If-Modified-Since',
    'Accept-Encoding',
    'Host',
    'Content-Length',
    'Connection',
    'Transfer-Encoding',
    'Proxy-Authorization',
    'Cookie',
  ])('lets no user set %s', (name) => {
    expect(of({ headers: { [name]: 'mine' } })).toEqual(of({}))
  })

  it('tells another host nothing that may be a secret', () => {
    const headers = { Authorization: 'Bearer s', 'X-Api-Key': 's', 'PRIVATE-TOKEN': 's' }
    expect(of({ headers }, { isOwn: false })).toEqual(of({}))
  })

  it('tells another host what any browser tells', () => {
    const headers = { Accept: 'a/b', 'Accept-Language': 'de', 'Sec-Fetch-Mode': 'navigate' }
    expect(of({ headers }, { isOwn: false })).toMatchObject({
      accept: 'a/b',
      'accept-language': 'de',
      'sec-fetch-mode': 'navigate',
    })
  })

  it('puts a login of its own before that of the user', () => {
    const headers = { Authorization: 'Bearer s' }
    expect(of({ headers })).toMatchObject({ authorization: 'Bearer s' })
    expect(of({ headers }, { authorization: 'Basic x' })).toMatchObject({
      authorization: 'Basic x',
    })
  })

  it('names the page a link came from, without login and fragment', () => {
    const referer = 'https://u:p@page.example/a?b#c'
    expect(of({ referer })).toMatchObject({ referer: 'https://page.example/a?b' })
    expect(of({ headers: { Referer: referer } })).toMatchObject({
      referer: 'https://page.example/a?b',
    })
    expect(of({ referer: 'a word' })).toMatchObject({ referer: 'a word' })
    expect(of({ referer }, { isDowngraded: true })).not.toHaveProperty('referer')
  })

  it('writes what is not ASCII in UTF-8 and leaves out controls', () => {
    const headers = { 'X-A': ' é中\u0001 ' }
    expect(of({ headers })['x-a']).toBe(Buffer.from('é中', 'utf8').toString('latin1'))
  })
})
