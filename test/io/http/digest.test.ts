import { describe, expect, it } from 'vitest'
import { type Challenge, parseChallenges } from '../../../src/main/io/http/auth/challenges'
import { digestAuthorization, digestStrength } from '../../../src/main/io/http/auth/digest'

const REALM = 'realm="http-auth@example.org", qop="auth, auth-int"'
const NONCE = 'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"'
const OPAQUE = 'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
const CLIENT_NONCE = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ'

const challenge = (header: string): Challenge => {
  const [first] = parseChallenges(header)
  if (first === undefined) throw new Error('no challenge')
  return first
}
const get = { method: 'GET', uri: '/dir/index.html', nonceCount: 1, clientNonce: CLIENT_NONCE }
const mufasa = { user: 'Mufasa', password: 'Circle of Life' }

describe('digestAuthorization', () => {
  // RFC 7616 §3.9.1.
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('answers as the example of RFC 7616 with %s', (algorithm, response) => {
    const asked = challenge(`Digest ${REALM}, algorithm=${algorithm}, ${NONCE}, ${OPAQUE}`)
    expect(digestAuthorization(asked, mufasa, get)).toBe(
      `Digest username="Mufasa", realm="http-auth@example.org", ${NONCE}, uri="/dir/index.html", ` +
        `response="${response}", algorithm=${algorithm}, ${OPAQUE}, qop=auth, nc=00000001, ` +
        `cnonce="${CLIENT_NONCE}"`,
    )
  })

  it('answers as the example of RFC 2617 by its own words', () => {
    const asked = challenge(
      'Digest realm="testrealm@host.com", qop="auth,auth-int", ' +
        'nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
    )
    const login = { user: 'Mufasa', password: 'Circle Of Life' }
    const answer = digestAuthorization(asked, login, { ...get, clientNonce: '0a4f113b' })
    expect(answer).toContain('response="6629fae49393a05397450978507c4ef1"')
    expect(answer).not.toContain('algorithm')
  })

  it('answers a server that is older than qop', () => {
    const asked = challenge(
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"',
    )
    const login = { user: 'Mufasa', password: 'CircleOfLife' }
    const answer = digestAuthorization(asked, login, get)
    expect(answer).toContain('response="1949323746fe6a43ef61f9606e7febea"')
    expect(answer).not.toMatch(/qop|nc=|cnonce/u)
  })

  it('hides the user where the server asks for it, and has any character in a name', () => {
    const hidden = challenge(`Digest ${REALM}, algorithm=SHA-256, ${NONCE}, userhash=true`)
    expect(digestAuthorization(hidden, mufasa, get)).toMatch(
      /^Digest username="[0-9a-f]{64}".*, userhash=true$/u,
    )
    const plain = challenge(`Digest ${REALM}, ${NONCE}`)
    expect(digestAuthorization(plain, { user: 'Jäsøn Doe', password: 'x' }, get)).toContain(
      "username*=UTF-8''J%C3%A4s%C3%B8n%20Doe",
    )
    expect(digestAuthorization(plain, { user: 'a"b', password: 'x' }, get)).toContain(
      'username="a\\"b"',
    )
  })
})

describe('digestStrength', () => {
  it('knows SHA-256 for stronger than MD5, and what it cannot do', () => {
    const of = (algorithm: string) => digestStrength(challenge(`Digest nonce=x${algorithm}`))
    expect(of(', algorithm=SHA-256')).toBeGreaterThan(of(', algorithm=MD5'))
    expect(of('')).toBe(of(', algorithm=md5-sess'))
    expect(of(', algorithm=SHA-3')).toBe(-1)
    expect(digestStrength(challenge('Digest realm=x'))).toBe(-1)
    expect(digestStrength(challenge('Basic nonce=x'))).toBe(-1)
  })
})

describe('parseChallenges', () => {
  it.each([
    ['Basic realm="a, b=c"', [{ scheme: 'basic', parameters: { realm: 'a, b=c' } }]],
    ['basic', [{ scheme: 'basic', parameters: {} }]],
    ['Basic realm=a', [{ scheme: 'basic', parameters: { realm: 'a' } }]],
    ['Basic Realm = "a \\"b\\""', [{ scheme: 'basic', parameters: { realm: 'a "b"' } }]],
    [
      'Negotiate, NTLM TlRMTVNTUAAC==, Digest nonce=a==,realm="r" , Basic realm="x"',
      [
        { scheme: 'negotiate', parameters: {} },
        { scheme: 'ntlm', parameters: {} },
        { scheme: 'digest', parameters: { nonce: 'a==', realm: 'r' } },
        { scheme: 'basic', parameters: { realm: 'x' } },
      ],
    ],
    ['" ;,', []],
    ['', []],
  ])('reads %s', (header, expected) => {
    expect(parseChallenges(header)).toEqual(expected)
  })
})
