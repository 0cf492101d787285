import {
  goodServer,
  type Handler,
  inTurn,
  lies,
  pageBytes,
  redirects,
  statusOnly,
  webPage,
  withHeaders,
} from '../../servers'
import type { BadServers } from './bad-server'
import { breaksThen, joinedBy } from './breaks'
import { FILE, MIB, SMALL_FILE } from './files'

const LOGIN_PAGE = 'Please log in'

/** A page of the right length under the head of a part. */
const pageAsPart: Handler = ({ record, response }) => {
  const start = record.range?.start ?? 0
  const page = pageBytes(LOGIN_PAGE, FILE.lengthBytes - start)
  response.writeHead(206, {
    'content-type': 'text/html',
    'content-length': page.length,
    'content-range': `bytes ${start}-${FILE.lengthBytes - 1}/${FILE.lengthBytes}`,
  })
  response.end(page)
}

/** Sends everybody to a page on another host, as the portal of a hotel does. */
const portal: Handler = (exchange) => {
  const port = exchange.request.headers.host?.split(':')[1] ?? '80'
  const path = exchange.record.path.replace('file.bin', 'portal')
  return redirects(`http://localhost:${port}${path}`)(exchange)
}

const portalPage = webPage('Welcome to our hotel')

/** Sends a page, as a file that is one. */
const pageFile = (type: string, disposition?: string): Handler =>
  lies(SMALL_FILE, (good) =>
    withHeaders(good, {
      'content-type': type,
      ...(disposition !== undefined && { 'content-disposition': disposition }),
    }),
  )

/** Servers that send a page where a file was, and ones of which it only looks as if they did. */
export const PAGES: BadServers = {
  'login-page': {
    does: 'answers with a login page, as if it were the file',
    rill: 'login-page',
    serves: () => webPage(LOGIN_PAGE),
  },
  'login-redirect': {
    does: 'redirects to a login page',
    rill: 'login-page',
    serves: () => ({ 'file.bin': redirects('login?next=file.bin'), login: webPage(LOGIN_PAGE) }),
  },
  'login-page-later': {
    does: 'breaks off in the middle, and has only a login page from then on',
    rill: 'login-page',
    connections: 1,
    keepsBytes: MIB,
    serves: () => breaksThen(webPage(LOGIN_PAGE)),
  },
  'login-page-of-the-right-length': {
    does: 'breaks off, and has a page that is as long as the file from then on',
    rill: 'login-page',
    connections: 1,
    keepsBytes: MIB,
    serves: () => breaksThen(webPage(LOGIN_PAGE, { lengthBytes: FILE.lengthBytes })),
  },
  'login-page-as-part': {
    does: 'breaks off, and sends a page as the part that was asked for',
    rill: 'login-page',
    connections: 1,
    keepsBytes: MIB,
    serves: () => breaksThen(pageAsPart),
  },
  'login-page-to-others': {
    does: 'serves one connection, and sends the others a page',
    rill: 'right',
    serves: () => joinedBy(webPage('One connection for each visitor!')),
  },
  'captive-portal': {
    does: 'stands behind a portal that sends everybody to a page of its own',
    rill: 'login-page',
    serves: () => ({ 'file.bin': portal, portal: portalPage }),
  },
  'captive-portal-later': {
    does: 'breaks off; a portal of the network answers in its place from then on',
    rill: 'network-login',
    connections: 1,
    keepsBytes: MIB,
    serves: () => ({ 'file.bin': breaksThen(portal), portal: portalPage }),
  },
  'captive-portal-for-a-while': {
    does: 'breaks off; a portal of the network answers two times, until somebody logs in',
    rill: 'right',
    connections: 1,
    serves: () => ({
      'file.bin': breaksThen(inTurn(portal, portal, goodServer(FILE))),
      portal: portalPage,
    }),
  },
  'network-wants-a-login': {
    does: 'answers 511: the network wants a login (RFC 6585 §6)',
    rill: 'network-login',
    serves: () => webPage('Welcome to our hotel', { status: 511 }),
  },
  'error-page': {
    does: 'answers 404 with a big page',
    rill: 'not-found',
    serves: () => webPage('Not here', { status: 404, lengthBytes: MIB }),
  },
  'page-that-is-the-file': {
    does: 'has a web page, and one is asked for',
    rill: 'right',
    files: [SMALL_FILE],
    path: 'page.html',
    serves: () => pageFile('text/html'),
  },
  'page-without-a-name': {
    does: 'has a report in HTML, behind a link that says nothing of it',
    rill: 'right',
    files: [SMALL_FILE],
    path: 'export',
    serves: () => pageFile('text/html', 'attachment; filename="report.html"'),
  },
  'file-called-a-page': {
    does: 'sends a file as an attachment and forgets its type, so that it is called HTML',
    rill: 'right',
    files: [SMALL_FILE],
    path: 'download.php',
    serves: () => pageFile('text/html; charset=UTF-8', 'attachment; filename="file.zip"'),
  },
  'file-called-text': {
    does: 'calls a binary file plain text',
    rill: 'right',
    files: [SMALL_FILE],
    serves: () => pageFile('text/plain'),
  },
  'proxy-wants-a-login': {
    does: 'stands behind a proxy that nobody chose, which wants a login: 407',
    rill: 'proxy-unusable',
    serves: () => statusOnly(407, { 'proxy-authenticate': 'Basic realm="proxy"' }),
  },
  'gateway-fails-for-a-while': {
    does: 'stands behind a gateway that answers 502 and 504 with a page at first',
    rill: 'right',
    serves: () =>
      inTurn(
        webPage('Bad gateway', { status: 502 }),
        webPage('Gateway timeout', { status: 504 }),
        goodServer(FILE),
      ),
  },
}
