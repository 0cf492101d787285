import { describe } from 'vitest'
import { BAD_SERVERS } from '../support/bad-servers'
import { holdsToTable } from '../support/bad-servers/hold-to-table'

describe('a server that does odd things with ranges', () => holdsToTable(BAD_SERVERS.ranges))
describe('a server whose file changes', () => holdsToTable(BAD_SERVERS.versions))
describe('a server that encodes', () => holdsToTable(BAD_SERVERS.encodings))
describe('a server that sends pages', () => holdsToTable(BAD_SERVERS.pages))
