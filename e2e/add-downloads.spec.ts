import { fileBody, Gate, goodServer, throttled } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { dropOnWindow } from './fixtures/drop'
import { exists, sha256OfPath } from './fixtures/files'
import { expect, sharingTest as test } from './fixtures/rill'

test('a file gets its final name once it is complete', async ({ rill, serve }) => {
  const file = fileBody(1, 8 * MIB + 17)
  const gate = new Gate(4 * MIB)
  const server = await serve({ '/big.iso': throttled(file, 8 * MIB, { gate }) })
  await rill.addLinks([server.url('/big.iso')])
  await gate.held()
  expect(await rill.expectProgress('big.iso', 20)).toBeLessThan(60)
  expect(await exists(rill.path('big.iso.part'))).toBe(true)
  expect(await exists(rill.path('big.iso'))).toBe(false)
  gate.open()
  await rill.expectState('big.iso', 'completed')
  expect(await sha256OfPath(rill.path('big.iso'))).toBe(file.sha256())
  expect(await exists(rill.path('big.iso.part'))).toBe(false)
})

test('links added paused send no request', async ({ rill, serve }) => {
  const server = await serve({ '/later.bin': goodServer(fileBody(1, 1000)) })
  await rill.addLinks([server.url('/later.bin')], { paused: true })
  await rill.expectState('later.bin', 'paused')
  expect(server.requests).toHaveLength(0)
  await rill.press('Resume', 'later.bin')
  await rill.expectState('later.bin', 'completed')
})

test('a link dropped on the window fills the dialog', async ({ rill, serve }) => {
  const file = fileBody(3, 200_000)
  const server = await serve({ '/dropped.zip': goodServer(file) })
  await dropOnWindow(rill.page, server.url('/dropped.zip'))
  const dialog = rill.dialog('Add downloads')
  await expect(dialog.getByRole('textbox', { name: 'Links' })).toHaveValue(
    new RegExp(server.url('/dropped.zip'), 'u'),
  )
  await dialog.getByRole('button', { name: 'Start' }).click()
  await rill.expectState('dropped.zip', 'completed')
  expect(await sha256OfPath(rill.path('dropped.zip'))).toBe(file.sha256())
})

test('a link pasted anywhere on the window fills the dialog', async ({ rill, serve }) => {
  const server = await serve({ '/pasted.zip': goodServer(fileBody(3, 200_000)) })
  await rill.desktop.copyText(`Look at this: ${server.url('/pasted.zip')}.`)
  await rill.page.keyboard.press('Control+V')
  const links = rill.dialog('Add downloads').getByRole('textbox', { name: 'Links' })
  await expect(links).toHaveValue(new RegExp(`${server.url('/pasted.zip')}\\b`, 'u'))
  await links.press('Control+Enter')
  await rill.expectState('pasted.zip', 'completed')
})

test('a single pasted link starts with Enter', async ({ rill, serve }) => {
  const server = await serve({ '/enter.zip': goodServer(fileBody(3, 200_000)) })
  await rill.desktop.copyText(server.url('/enter.zip'))
  await rill.page.keyboard.press('Control+V')
  const links = rill.dialog('Add downloads').getByRole('textbox', { name: 'Links' })
  await expect(links).toBeFocused()
  await expect(links).toHaveValue(/enter\.zip/u)
  await rill.page.keyboard.press('Enter')
  await rill.expectState('enter.zip', 'completed')
})

test('the tray adds the link on the clipboard', async ({ rill, serve }) => {
  const server = await serve({ '/clip.zip': goodServer(fileBody(4, 200_000)) })
  await rill.desktop.copyText(server.url('/clip.zip'))
  await rill.desktop.clickTray('add-downloads')
  const dialog = rill.dialog('Add downloads')
  await expect(dialog.getByRole('textbox', { name: 'Links' })).toHaveValue(/clip\.zip/u)
  await dialog.getByRole('button', { name: 'Start' }).click()
  await rill.expectState('clip.zip', 'completed')
})
