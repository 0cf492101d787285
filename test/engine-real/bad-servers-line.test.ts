import { describe } from 'vitest'
import { AUTHORITY_FILE } from '../servers'
import { BAD_SERVERS } from '../support/bad-servers'
import { holdsToTable } from '../support/bad-servers/hold-to-table'

// Before any engine starts.
process.env.SSL_CERT_FILE = AUTHORITY_FILE

describe('a server with an odd body', () => holdsToTable(BAD_SERVERS.bodies))
describe('a server with an odd head', () => holdsToTable(BAD_SERVERS.heads))
describe('a server behind a link', () => holdsToTable(BAD_SERVERS.links))
describe('a server with limits', () => holdsToTable(BAD_SERVERS.limits))
describe('a server that names its file', () => holdsToTable(BAD_SERVERS.names))
describe('a server over TLS', () => holdsToTable(BAD_SERVERS.secure))
