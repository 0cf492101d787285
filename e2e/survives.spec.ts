import { heldBytes, heldRanges } from '../test/cli/held-bytes'
import {
  fileBody,
  Gate,
  goodServer,
  noRangeServer,
  type TestServer,
  throttled,
} from '../test/servers'
import { bytesAskedAgain } from '../test/support/bytes-asked-again'
import { MIB } from './fixtures/bystander'
import { exists, sha256OfPath } from './fixtures/files'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

const file = fileBody(21, 24 * MIB)

/** Downloads up to `gate`; returns the progress that the window shows then, in percent. */
async function downloadSome(rill: RillApp, server: TestServer, gate: Gate): Promise<number> {
  await rill.addLinks([server.url('/big.bin')])
  await gate.held()
  const quarter = Math.ceil((25 * gate.sentBytes) / file.lengthBytes)
  return rill.expectProgress('big.bin', quarter)
}

/** Starts Rill again, lets the download finish, and returns how many bytes it asked for again. */
async function finishAgain(rill: RillApp, server: TestServer, gate: Gate): Promise<number> {
  const held = heldRanges(rill.dataDir)
  const before = server.requests.length
  gate.open()
  await rill.launch()
  await rill.expectState('big.bin', 'completed')
  expect(await sha256OfPath(rill.path('big.bin'))).toBe(file.sha256())
  return bytesAskedAgain(server.requests.slice(before), held)
}

test('a killed Rill asks for no byte twice', async ({ rill, serve }) => {
  const gate = new Gate(16 * MIB)
  const server = await serve({ '/big.bin': throttled(file, 8 * MIB, { gate }) })
  await rill.launch()
  await downloadSome(rill, server, gate)
  await expect.poll(() => heldBytes(rill.dataDir)).toBeGreaterThan(gate.sentBytes / 4)
  await rill.kill9()
  expect(await exists(rill.path('big.bin'))).toBe(false)
  expect(await finishAgain(rill, server, gate)).toBe(0)
})

test('a Rill killed again and again completes the right file', async ({ rill, serve }) => {
  const gate = new Gate(0)
  const server = await serve({ '/big.bin': throttled(file, 8 * MIB, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/big.bin')])
  for (const moreMib of [1, 3, 5]) {
    gate.open(moreMib * MIB)
    await gate.held()
    await rill.kill9()
    await rill.launch()
  }
  gate.open()
  await rill.expectState('big.bin', 'completed')
  expect(await sha256OfPath(rill.path('big.bin'))).toBe(file.sha256())
})

test('a Rill quit by the tray continues at its next start', async ({ rill, serve }) => {
  const gate = new Gate(16 * MIB)
  const server = await serve({ '/big.bin': throttled(file, 8 * MIB, { gate }) })
  await rill.launch()
  const percent = await downloadSome(rill, server, gate)
  await rill.quit()
  // What the window shows is rounded to whole percents.
  const shownBytes = ((percent - 1) / 100) * file.lengthBytes
  expect(heldBytes(rill.dataDir)).toBeGreaterThanOrEqual(shownBytes)
  expect(await finishAgain(rill, server, gate)).toBe(0)
})

test('a download without ranges restarts after a kill', async ({ rill, serve }) => {
  const gate = new Gate(5 * MIB)
  const server = await serve({ '/big.bin': noRangeServer(file, { gate }) })
  await rill.launch()
  await downloadSome(rill, server, gate)
  await rill.kill9()
  gate.open()
  await rill.launch()
  await rill.expectState('big.bin', 'completed')
  expect(await sha256OfPath(rill.path('big.bin'))).toBe(file.sha256())
})

test('every download keeps its state over kill and quit', async ({ rill, serve }) => {
  const gate = new Gate(MIB)
  const server = await serve({
    '/done.bin': goodServer(fileBody(1, 1000)),
    '/paused.bin': goodServer(fileBody(2, 1000)),
    '/running.bin': goodServer(file, { gate }),
    '/queued.bin': goodServer(fileBody(3, 1000)),
  })
  await rill.launch()
  await rill.updateSettings({ simultaneousDownloads: 1 })
  await rill.addLinks([server.url('/done.bin')])
  await rill.expectState('done.bin', 'completed')
  await rill.addLinks([server.url('/paused.bin')], { paused: true })
  await rill.addLinks([server.url('/running.bin'), server.url('/queued.bin')])
  await gate.held()
  for (const end of [() => rill.kill9(), () => rill.quit()]) {
    await end()
    await rill.launch()
    await rill.expectState('done.bin', 'completed')
    await rill.expectState('paused.bin', 'paused')
    await rill.expectState('running.bin', 'downloading')
    await rill.expectState('queued.bin', 'queued')
  }
  gate.open()
  await rill.expectState('queued.bin', 'completed')
  expect(await sha256OfPath(rill.path('running.bin'))).toBe(file.sha256())
})
