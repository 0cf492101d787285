import {
  givesCookie,
  goodServer,
  type Handler,
  LOGIN,
  needsBasicLogin,
  needsCookie,
  needsDigestLogin,
  needsHeader,
  rawAnswer,
  redirects,
  signedLink,
  statusOnly,
} from '../../servers'
import type { BadServers } from './bad-server'
import { breaksThen, joinedBy } from './breaks'
import { FILE, MIB, MIDDLE } from './files'

const breaksOnce = (): Handler => breaksThen(goodServer(FILE))

/** Redirects to the same port under another name of this host. */
const toOtherHost: Handler = (exchange) => {
  const port = exchange.request.headers.host?.split(':')[1] ?? '80'
  const path = exchange.record.path.replace('file.bin', 'target.bin')
  return redirects(`http://localhost:${port}${path}`)(exchange)
}

const login = `${LOGIN.user}:${LOGIN.password}`

/** Servers whose links lead elsewhere, expire, or want to know who asks (RFC 9110 §11, §15.4). */
export const LINKS: BadServers = {
  'one-time-link': {
    does: 'gives the file once, and answers 410 to every further request',
    rill: 'right',
    serves: () => joinedBy(statusOnly(410)),
  },
  'one-time-link-broken': {
    does: 'gives the file once, and breaks off; then it answers 410',
    rill: 'link-expired',
    keepsBytes: MIB,
    serves: () => breaksThen(statusOnly(410)),
  },
  'link-expires': {
    does: 'breaks off in the middle, and answers 403 from then on',
    rill: 'link-expired',
    keepsBytes: MIB,
    serves: () => breaksThen(statusOnly(403)),
  },
  'target-expires-by-use': {
    does: 'redirects to a signed link that works once; the original makes new ones; it breaks once',
    rill: 'right',
    serves: () => {
      const { link, target } = signedLink('signed.bin', breaksOnce(), { requests: 1 })
      return { 'file.bin': link, 'signed.bin': target }
    },
  },
  'target-expires-by-time': {
    does: 'redirects to a signed link that works for 200 ms; the original makes new ones',
    rill: 'right',
    serves: () => {
      const slow = goodServer(FILE, {
        bytesPerSec: 8 * MIB,
        cut: { afterBytes: MIDDLE, how: 'close' },
      })
      const { link, target } = signedLink('signed.bin', slow, { ms: 200 })
      return { 'file.bin': link, 'signed.bin': target }
    },
  },
  forbidden: {
    does: 'answers 403',
    rill: 'forbidden',
    serves: () => statusOnly(403),
  },
  gone: {
    does: 'answers 410',
    rill: 'gone',
    serves: () => statusOnly(410),
  },
  'not-found': {
    does: 'answers 404',
    rill: 'not-found',
    serves: () => statusOnly(404),
  },
  'wants-a-referer': {
    does: 'answers 403 to requests without its own page as referrer',
    rill: 'forbidden',
    serves: () => needsHeader('referer', /./u, goodServer(FILE)),
  },
  'redirect-relative': {
    does: 'redirects by a relative link',
    rill: 'right',
    name: 'target.bin',
    serves: () => ({ 'file.bin': redirects('target.bin'), 'target.bin': breaksOnce() }),
  },
  'redirect-to-another-host': {
    does: 'redirects to another host',
    rill: 'right',
    name: 'target.bin',
    serves: () => ({ 'file.bin': toOtherHost, 'target.bin': breaksOnce() }),
  },
  'redirect-with-a-fragment': {
    does: 'redirects to a link with a fragment',
    rill: 'right',
    serves: () => ({ 'file.bin': redirects('target.bin#page=2'), 'target.bin': breaksOnce() }),
  },
  'redirect-in-utf-8': {
    does: 'redirects to a path in plain UTF-8, which a header cannot carry',
    rill: 'right',
    name: 'žluť.bin',
    serves: () => ({
      'file.bin': rawAnswer(
        Buffer.from('HTTP/1.1 302 Found\r\nLocation: žluť.bin\r\nConnection: close\r\n\r\n'),
      ),
      [encodeURI('žluť.bin')]: breaksOnce(),
    }),
  },
  'redirect-loop': {
    does: 'redirects to itself by way of another link, for ever',
    rill: 'too-many-redirects',
    serves: () => ({ 'file.bin': redirects('other.bin'), 'other.bin': redirects('file.bin') }),
  },
  'redirect-nowhere': {
    does: 'redirects without saying where to',
    rill: 'http-status',
    serves: () => statusOnly(302),
  },
  'redirect-to-a-file': {
    does: 'redirects to a file on the computer of the client',
    rill: 'bad-link',
    serves: () => redirects('file:///etc/hostname'),
  },
  'redirect-to-nonsense': {
    does: 'redirects to what is no link',
    rill: 'bad-link',
    serves: () => redirects('http://[nowhere'),
  },
  'redirect-sets-a-cookie': {
    does: 'redirects to itself with a cookie, without which it redirects again',
    rill: 'right',
    serves: () => ({
      'file.bin': needsCookie('cookie', breaksOnce()),
      cookie: givesCookie('file.bin'),
    }),
  },
  'basic-login': {
    does: 'wants a login (Basic), and the link has none',
    rill: 'unauthorized',
    serves: () => needsBasicLogin(goodServer(FILE)),
  },
  'basic-login-in-the-link': {
    does: 'wants the login (Basic) that is in the link',
    rill: 'right',
    login,
    serves: () => needsBasicLogin(breaksOnce()),
  },
  'basic-login-wrong': {
    does: 'wants another login (Basic) than the one in the link',
    rill: 'unauthorized',
    login: 'ann:wrong',
    serves: () => needsBasicLogin(goodServer(FILE)),
  },
  'digest-login': {
    does: 'wants a login (Digest), and the link has none',
    rill: 'unauthorized',
    serves: () => needsDigestLogin('MD5', goodServer(FILE)),
  },
  'digest-login-in-the-link': {
    does: 'wants the login (Digest, MD5) that is in the link',
    rill: 'right',
    login,
    serves: () => needsDigestLogin('MD5', breaksOnce()),
  },
  'digest-login-by-sha-256': {
    does: 'wants the login (Digest, SHA-256) that is in the link',
    rill: 'right',
    login,
    serves: () => needsDigestLogin('SHA-256', breaksOnce()),
  },
}
