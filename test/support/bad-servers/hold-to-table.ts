import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { SqliteStore } from '../../../src/main/io/store/sqlite-store'
import type { DownloadView } from '../../../src/shared/download'
import { ERROR_FAMILIES } from '../../../src/shared/errors'
import { type RealEngine, startRealEngine } from '../../engine-real/start-real-engine'
import type { FileBody } from '../../servers'
import type { BadServer, BadServers } from './bad-server'
import { FILE } from './files'
import { type Standing, standUp } from './stand-up'

/** How long a download may take to come to its end, in milliseconds. */
const TIMEOUT_MS = 12_000

/** A test a server: a download from it ends as the table says, and never in wrong bytes. */
export function holdsToTable(servers: BadServers): void {
  for (const [name, bad] of Object.entries(servers)) {
    const end = bad.rill === 'right' ? 'the right file' : bad.rill
    it(`${name} ends in ${end}`, () => tryServer(bad), TIMEOUT_MS)
  }
}

async function tryServer(bad: BadServer): Promise<void> {
  const standing = await standUp(bad)
  onTestFinished(() => standing.close())
  const rill = await startRealEngine({
    policy: { pauseGraceMs: 0, ...bad.patience },
    settings: bad.connections === undefined ? {} : { connectionsPerDownload: bad.connections },
  })
  const { id } = rill.add(standing.link)
  if (bad.pausesAtBytes !== undefined) await pauseAndResume(rill, id, bad.pausesAtBytes, standing)
  const view = await rill.until(id, ({ state }) => ENDS.has(state))
  if (bad.rill === 'right') await expectRightFile(bad, rill, view)
  else await expectError(bad, bad.rill, rill, view)
}

const ENDS = new Set<DownloadView['state']>(['completed', 'failed', 'needs-link'])

async function pauseAndResume(
  rill: RealEngine,
  id: DownloadView['id'],
  atBytes: number,
  { server }: Standing,
): Promise<void> {
  await rill.until(id, ({ doneBytes }) => doneBytes >= atBytes)
  rill.engine.control.pause([id])
  await server?.waitForRequest(({ closedEarly }) => closedEarly)
  rill.engine.control.resume([id])
}

async function expectRightFile(
  { files = [FILE], name }: BadServer,
  rill: RealEngine,
  view: DownloadView,
): Promise<void> {
  expect({ state: view.state, error: view.error }).toEqual({ state: 'completed', error: null })
  expect(await rill.names()).toEqual([view.name])
  expect(files.map((file) => file.sha256())).toContain(await rill.sha256(view.name))
  if (name !== undefined) expect(view.name).toBe(name)
}

async function expectError(
  { files = [FILE], keepsBytes = 0 }: BadServer,
  code: Exclude<BadServer['rill'], 'right'>,
  rill: RealEngine,
  view: DownloadView,
): Promise<void> {
  const state = ERROR_FAMILIES[code] === 'link' ? 'needs-link' : 'failed'
  expect({ state: view.state, code: view.error?.code }).toEqual({ state, code })
  expect(view.doneBytes).toBeGreaterThanOrEqual(keepsBytes)
  // Before the first answer there may be no folder yet.
  const names = existsSync(rill.dir) ? await rill.names() : []
  expect(names.filter((name) => !name.endsWith('.part'))).toEqual([])
  await rill.stop()
  // A checksum tells that bytes are wrong, not which.
  if (code !== 'checksum-mismatch') await expectRightPart(rill, files)
}

/** What the record claims to be in the part file is in it, and is of one of the files. */
async function expectRightPart(
  { dataDir, dir }: RealEngine,
  files: readonly FileBody[],
): Promise<void> {
  const store = new SqliteStore({ dataDir, defaultFolder: dir })
  const [record] = store.claims.takeAll()
  store.close()
  const claimed = (record?.segments ?? []).filter(({ start, position }) => position > start)
  if (record?.partName == null || claimed.length === 0) return
  const part = await readFile(join(dir, record.partName))
  const isOf = (file: FileBody): boolean =>
    claimed.every(({ start, position }) =>
      part.subarray(start, position).equals(file.read(start, Math.min(position, file.lengthBytes))),
    )
  expect(files.filter(isOf)).not.toEqual([])
}
