import { heldBytes, heldRanges } from '../test/cli/held-bytes'
import { fileBody, Gate, throttled } from '../test/servers'
import { bytesAskedAgain } from '../test/support/bytes-asked-again'
import { MIB } from './fixtures/bystander'
import { exists, sha256OfPath } from './fixtures/files'
import { expect, test } from './fixtures/rill'

const file = fileBody(11, 16 * MIB)

test('a paused download resumes where it stopped', async ({ rill, serve }) => {
  const gate = new Gate(10 * MIB)
  const server = await serve({ '/big.bin': throttled(file, 8 * MIB, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/big.bin')])
  await gate.held()
  await rill.expectProgress('big.bin', 20)

  await rill.press('Pause', 'big.bin')
  await rill.expectState('big.bin', 'paused')
  await expect.poll(() => heldBytes(rill.dataDir)).toBeGreaterThan(gate.sentBytes / 4)
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
  await gate.held()
  await rill.expectProgress('no.bin', 5)
  expect(await exists(rill.path('no.bin.part'))).toBe(true)

  await rill.press('Cancel', 'no.bin')
  await expect(rill.row('no.bin')).toBeHidden()
  // The part stays for the ten seconds in which Undo can restore it.
  await expect.poll(() => exists(rill.path('no.bin.part'))).toBe(false)
  expect(await exists(rill.path('no.bin'))).toBe(false)
  for (const { order } of server.requests) {
    await server.waitForRequest((one) => one.order === order && one.over)
  }
})

test('tray and window pause all and resume all', async ({ rill, serve }) => {
  const names = ['one.bin', 'two.bin', 'three.bin']
  const gate = new Gate(2 * MIB)
  const server = await serve(
    Object.fromEntries(names.map((name) => [`/${name}`, throttled(file, 8 * MIB, { gate })])),
  )
  await rill.launch()
  await rill.addLinks(names.map((name) => server.url(`/${name}`)))
  await gate.held()
  const expectAll = async (state: 'downloading' | 'paused' | 'completed'): Promise<void> => {
    for (const name of names) await rill.expectState(name, state)
  }
  await expectAll('downloading')
  await rill.desktop.clickTray('pause-all')
  await expectAll('paused')
  await rill.page.getByRole('button', { name: 'Resume all' }).click()
  await expectAll('downloading')
  await rill.page.getByRole('button', { name: 'Pause all' }).click()
  await expectAll('paused')
  gate.open()
  await rill.desktop.clickTray('resume-all')
  await expectAll('completed')
  for (const name of names) expect(await sha256OfPath(rill.path(name))).toBe(file.sha256())
})
