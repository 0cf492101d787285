import { heldBytes, heldRanges } from '../test/cli/held-bytes'
import { type FileBody, fileBody, Gate, noRangeServer, throttled } from '../test/servers'
import { bytesAskedAgain } from '../test/support/bytes-asked-again'
import { MIB } from './fixtures/bystander'
import { exists, sha256OfPath } from './fixtures/files'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

const file: FileBody = fileBody(11, 16 * MIB)

/** Waits until everything the gate let through is on disk, and says how much that is. */
async function settle(rill: RillApp, gate: Gate, name: string): Promise<number> {
  await gate.held()
  await expect.poll(() => rill.doneBytes(name)).toBeGreaterThan(gate.sentBytes / 4)
  return rill.doneBytes(name)
}

test('a paused download stands still and goes on where it stopped', async ({ rill, serve }) => {
  const gate = new Gate(10 * MIB)
  const server = await serve({ '/big.bin': throttled(file, 8 * MIB, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/big.bin')])
  await settle(rill, gate, 'big.bin')

  await rill.press('Pause', 'big.bin')
  await rill.expectState('big.bin', 'paused')
  const unheld = async (): Promise<number> =>
    (await rill.doneBytes('big.bin')) - heldBytes(rill.dataDir)
  await expect.poll(unheld).toBe(0)
  const held = heldRanges(rill.dataDir)
  const before = server.requests.length
  gate.open()
  await rill.press('Resume', 'big.bin')
  await rill.expectState('big.bin', 'completed')

  expect(await sha256OfPath(rill.path('big.bin'))).toBe(file.sha256())
  expect(bytesAskedAgain(server.requests.slice(before), held)).toBe(0)
})

test('a cancelled download leaves the list and the disk', async ({ rill, serve }) => {
  const gate = new Gate(4 * MIB)
  const server = await serve({ '/no.bin': throttled(file, 8 * MIB, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/no.bin')])
  await settle(rill, gate, 'no.bin')
  expect(await exists(rill.path('no.bin.part'))).toBe(true)

  await rill.press('Cancel', 'no.bin')
  await expect(rill.row('no.bin')).toBeHidden()
  // For ten seconds it could be had back.
  await expect.poll(() => exists(rill.path('no.bin.part'))).toBe(false)
  expect(await exists(rill.path('no.bin'))).toBe(false)
  for (const { order } of server.requests) {
    await server.waitForRequest((one) => one.order === order && one.over)
  }
})

test('a server without ranges delivers, and through a pause too', async ({ rill, serve }) => {
  const gate = new Gate(3 * MIB)
  const server = await serve({ '/plain.bin': noRangeServer(file, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/plain.bin')])
  await settle(rill, gate, 'plain.bin')
  await rill.press('Pause', 'plain.bin')
  await rill.expectState('plain.bin', 'paused')
  gate.open()
  await rill.press('Resume', 'plain.bin')
  await rill.expectState('plain.bin', 'completed')
  expect(await sha256OfPath(rill.path('plain.bin'))).toBe(file.sha256())
})

test('the tray pauses all and resumes all', async ({ rill, serve }) => {
  const names = ['one.bin', 'two.bin', 'three.bin']
  const gate = new Gate(2 * MIB)
  const server = await serve(
    Object.fromEntries(names.map((name) => [`/${name}`, throttled(file, 8 * MIB, { gate })])),
  )
  await rill.launch()
  await rill.addLinks(names.map((name) => server.url(`/${name}`)))
  await gate.held()
  for (const name of names) await rill.expectState(name, 'downloading')
  await rill.tray('pause-all')
  for (const name of names) await rill.expectState(name, 'paused')
  gate.open()
  await rill.tray('resume-all')
  for (const name of names) await rill.expectState(name, 'completed')
  for (const name of names) expect(await sha256OfPath(rill.path(name))).toBe(file.sha256())
})

test('the buttons of the window pause all and resume all', async ({ rill, serve }) => {
  const gate = new Gate(MIB)
  const server = await serve({
    '/one.bin': throttled(file, 8 * MIB, { gate }),
    '/two.bin': throttled(file, 8 * MIB, { gate }),
  })
  await rill.launch()
  await rill.addLinks([server.url('/one.bin'), server.url('/two.bin')])
  await gate.held()
  await rill.page.getByRole('button', { name: 'Pause all' }).click()
  for (const name of ['one.bin', 'two.bin']) await rill.expectState(name, 'paused')
  gate.open()
  await rill.page.getByRole('button', { name: 'Resume all' }).click()
  for (const name of ['one.bin', 'two.bin']) await rill.expectState(name, 'completed')
})

test('the keyboard alone adds a link and pauses it', async ({ rill, serve }) => {
  const gate = new Gate(MIB)
  const server = await serve({ '/keys.bin': throttled(file, 8 * MIB, { gate }) })
  await rill.launch()
  const { keyboard } = rill.page
  await keyboard.press('Control+N')
  const links = rill.dialog('Add downloads').getByRole('textbox', { name: 'Links' })
  await expect(links).toBeFocused()
  await keyboard.type(server.url('/keys.bin'))
  await keyboard.press('Control+Enter')
  await expect(rill.dialog('Add downloads')).toBeHidden()
  await settle(rill, gate, 'keys.bin')
  await rill.expectState('keys.bin', 'downloading')

  await keyboard.press('Control+F')
  await keyboard.press('ArrowDown')
  await expect(rill.row('keys.bin')).toBeFocused()
  await keyboard.press('Space')
  await rill.expectState('keys.bin', 'paused')
  gate.open()
  await keyboard.press('Space')
  await rill.expectState('keys.bin', 'completed')
})
