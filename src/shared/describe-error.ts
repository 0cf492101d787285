import type { ErrorFacts, ErrorInfo } from './errors'

export interface ErrorText {
  /** One sentence: what happened. */
  readonly happened: string
  /** One sentence: what the person can do about it. */
  readonly remedy: string
}

type Words = (facts: ErrorFacts) => readonly [happened: string, remedy: string]

const server = ({ host }: ErrorFacts): string => (host ? host : 'the server')
const Server = ({ host }: ErrorFacts): string => (host ? host : 'The server')
const folder = ({ path }: ErrorFacts): string => (path ? `The folder ${path}` : 'The folder')
const because = ({ detail }: ErrorFacts): string => (detail ? ` (${detail})` : '')

const WORDS: Record<ErrorInfo['code'], Words> = {
  'bad-link': () => [
    'This is not a link that Rill can download.',
    'Check the address: it starts with http:// or https://.',
  ],
  'not-found': (f) => [
    `${Server(f)} says there is no such file (404).`,
    'Check the link, or retry later if the file is about to appear.',
  ],
  gone: (f) => [
    `${Server(f)} says the file was removed (410).`,
    'Get a new link from the page it came from.',
  ],
  unauthorized: (f) => [
    `${Server(f)} wants a user name and a password (401).`,
    'Get a link that works without logging in, or put the login into the link.',
  ],
  forbidden: (f) => [
    `${Server(f)} refuses access to this file (403).`,
    'The link may have expired: get a new one from the page it came from.',
  ],
  'link-expired': (f) => [
    `${Server(f)} no longer gives this file by this link${f.status ? ` (${f.status})` : ''}.`,
    'Get a new link from the page it came from: what has arrived is kept.',
  ],
  'login-page': (f) => [
    `${Server(f)} sends a web page where the file should be.`,
    'Open the link in a browser, log in if it asks for that, and give Rill the link you get then.',
  ],
  'other-file': () => [
    'The new link leads to another file than the one this download began with.',
    'Give it another link, or add this one as a new download.',
  ],
  'http-status': (f) => [
    `${Server(f)} answered with an error${f.status ? ` (${f.status})` : ''}.`,
    'Open the link in a browser to see what it says, then retry.',
  ],
  'too-many-redirects': (f) => [
    `${Server(f)} sends the link round in circles.`,
    'Get a new link from the page it came from.',
  ],
  'tls-refused': (f) => [
    `The secure connection to ${server(f)} cannot be trusted${because(f)}.`,
    'Check the clock of this computer; if it is right, the server has to fix its certificate.',
  ],
  'encoded-answer': (f) => [
    `${Server(f)} sends a compressed copy instead of the file itself.`,
    'Get the file from another address.',
  ],
  'proxy-unusable': (f) => [
    `Rill cannot use the proxy${because(f)}.`,
    'Check its address and login: it starts with http://, https:// or socks5://.',
  ],
  'proxy-failed': (f) => [
    `The proxy does not let Rill through to ${server(f)}${because(f)}.`,
    'Check that the proxy runs, then retry.',
  ],
  'network-login': (f) => [
    `Something between this computer and ${server(f)} answers in its place.`,
    'The network may want you to log in: open a web page in a browser.',
  ],
  'name-taken': (f) => [
    f.path ? `${f.path} is there already.` : 'A file of that name is there already.',
    'Choose another name or folder.',
  ],
  'checksum-mismatch': (f) => [
    `The file is not the right one: its checksum differs${because(f)}.`,
    'Retry to download it again, or check that the checksum belongs to this file.',
  ],
  damaged: (f) => [
    f.path ? `${f.path} has changed since it was downloaded.` : 'The file has changed.',
    'Repair it: only the damaged parts are downloaded again.',
  ],
  'disk-full': (f) => [
    'The disk is full.',
    f.path ? `Free some space for ${f.path}, then retry.` : 'Free some space, then retry.',
  ],
  'folder-missing': (f) => [
    `${folder(f)} is not there.`,
    'Plug in or create the folder, then retry.',
  ],
  'folder-not-writable': (f) => [
    `${folder(f)} does not allow writing.`,
    'Change its permissions, or add the link again with another folder.',
  ],
  'part-file-lost': () => [
    'The unfinished file was moved or deleted.',
    'Retry to download it again from the start.',
  ],
  'file-changed': (f) => [
    `The file on ${server(f)} is not the one this download began with.`,
    'Retry to download the new version from the start.',
  ],
  'range-ignored': (f) => [
    `${Server(f)} no longer continues a download where it stopped.`,
    'Retry to download it again from the start.',
  ],
  'host-not-found': (f) => [
    `There is no server named ${f.host ?? 'like that'}, or the network is down.`,
    'Check the link and the network, then retry.',
  ],
  'connection-refused': (f) => [
    `${Server(f)} does not accept connections.`,
    'The server may be down: retry later.',
  ],
  'connection-lost': (f) => [
    `The connection to ${server(f)} broke.`,
    'Check the network, then retry: what has arrived is kept.',
  ],
  stalled: (f) => [`${Server(f)} stopped sending.`, 'Retry: what has arrived is kept.'],
  'short-body': (f) => [
    `${Server(f)} ended the file too early.`,
    'Retry later: what has arrived is kept.',
  ],
  'server-busy': (f) => [
    `${Server(f)} is too busy${f.status ? ` (${f.status})` : ''}.`,
    'Retry later, or use fewer connections a download.',
  ],
  'server-error': (f) => [
    `${Server(f)} has a problem of its own${f.status ? ` (${f.status})` : ''}.`,
    'Retry later.',
  ],
  'disk-error': (f) => [`The disk reports an error${because(f)}.`, 'Check the disk, then retry.'],
  'data-too-new': (f) => [
    f.path ? `${f.path} was written by a newer Rill.` : 'The list was written by a newer Rill.',
    'Update Rill, or let it keep its data in another folder.',
  ],
  bug: (f) => [
    `Rill made a mistake${because(f)}.`,
    'Retry, and please report this; what has arrived is kept.',
  ],
}

/** The words for an error, in English: what happened, and what to do. */
export function describeError({ code, facts }: ErrorInfo): ErrorText {
  const [happened, remedy] = WORDS[code](facts)
  return { happened, remedy }
}
