import { readFile, writeFile } from 'node:fs/promises'
import { fileBody, Gate, goodServer } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { dropOnWindow } from './fixtures/drop'
import { exists, sha256OfPath } from './fixtures/files'
import { expect, test } from './fixtures/rill'

test('a link added by the dialog becomes the right file', async ({ rill, serve }) => {
  const file = fileBody(1, 5 * MIB + 17)
  const server = await serve({ '/big.iso': goodServer(file) })
  await rill.launch()
  await rill.addLinks([server.url('/big.iso')])
  await rill.expectState('big.iso', 'completed')
  expect(await sha256OfPath(rill.path('big.iso'))).toBe(file.sha256())
  expect(await exists(rill.path('big.iso.part'))).toBe(false)
})

test('a file has its final name only when it is whole', async ({ rill, serve }) => {
  const gate = new Gate(MIB)
  const server = await serve({ '/late.bin': goodServer(fileBody(1, 4 * MIB), { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/late.bin')])
  await gate.held()
  await expect.poll(() => rill.doneBytes('late.bin')).toBeGreaterThan(0)
  expect(await exists(rill.path('late.bin.part'))).toBe(true)
  expect(await exists(rill.path('late.bin'))).toBe(false)
  gate.open()
  await rill.expectState('late.bin', 'completed')
  expect(await exists(rill.path('late.bin'))).toBe(true)
})

test('no more downloads run at a time than the settings allow', async ({ rill, serve }) => {
  const names = ['a.bin', 'b.bin', 'c.bin', 'd.bin', 'e.bin']
  const gates = new Map(names.map((name) => [name, new Gate(64 * 1024)]))
  const routes = names.map((name, seed) => {
    const gate = gates.get(name) ?? new Gate(0)
    return [`/${name}`, goodServer(fileBody(seed, MIB), { gate })] as const
  })
  const server = await serve(Object.fromEntries(routes))
  const askedFor = (): Set<string> => new Set(server.requests.map(({ path }) => path.slice(1)))

  await rill.launch()
  await rill.updateSettings({ simultaneousDownloads: 2 })
  await rill.addLinks(names.map((name) => server.url(`/${name}`)))
  for (const [index, name] of names.entries()) {
    await gates.get(name)?.held()
    const running = names.slice(index, index + 2)
    for (const one of running) {
      await rill.expectState(one, 'downloading')
      await server.waitForRequest(({ path }) => path === `/${one}`)
    }
    for (const one of names.slice(index + 2)) await rill.expectState(one, 'queued')
    expect(askedFor()).toEqual(new Set(names.slice(0, index + 2)))
    gates.get(name)?.open()
    await rill.expectState(name, 'completed')
  }
  for (const [seed, name] of names.entries()) {
    expect(await sha256OfPath(rill.path(name))).toBe(fileBody(seed, MIB).sha256())
  }
})

test('links added paused ask the server for nothing', async ({ rill, serve }) => {
  const server = await serve({ '/later.bin': goodServer(fileBody(1, 1000)) })
  await rill.launch()
  await rill.addLinks([server.url('/later.bin')], { paused: true })
  await rill.expectState('later.bin', 'paused')
  expect(server.requests).toHaveLength(0)
  await rill.press('Resume', 'later.bin')
  await rill.expectState('later.bin', 'completed')
})

test('a link dropped on the window fills the dialog', async ({ rill, serve }) => {
  const file = fileBody(3, 200_000)
  const server = await serve({ '/dropped.zip': goodServer(file) })
  await rill.launch()
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
  await rill.launch()
  await rill.app.evaluate(
    ({ clipboard }, text) => clipboard.writeText(text),
    `Look at this: ${server.url('/pasted.zip')}.`,
  )
  await rill.page.keyboard.press('Control+V')
  const links = rill.dialog('Add downloads').getByRole('textbox', { name: 'Links' })
  await expect(links).toHaveValue(new RegExp(`${server.url('/pasted.zip')}\\b`, 'u'))
  await links.press('Control+Enter')
  await rill.expectState('pasted.zip', 'completed')
})

test('the tray adds the link in the clipboard', async ({ rill, serve }) => {
  const server = await serve({ '/clip.zip': goodServer(fileBody(4, 200_000)) })
  await rill.launch()
  await rill.app.evaluate(
    ({ clipboard }, text) => clipboard.writeText(text),
    server.url('/clip.zip'),
  )
  await rill.tray('add-downloads')
  const dialog = rill.dialog('Add downloads')
  await expect(dialog.getByRole('textbox', { name: 'Links' })).toHaveValue(/clip\.zip/u)
  await dialog.getByRole('button', { name: 'Start' }).click()
  await rill.expectState('clip.zip', 'completed')
})

test('an existing file is kept and the new one gets a number', async ({ rill, serve }) => {
  const file = fileBody(5, 100_000)
  const server = await serve({ '/report.pdf': goodServer(file) })
  await writeFile(rill.path('report.pdf'), 'mine')
  await rill.launch()
  await rill.addLinks([server.url('/report.pdf')])
  await rill.expectState('report (1).pdf', 'completed')
  expect(await sha256OfPath(rill.path('report (1).pdf'))).toBe(file.sha256())
  expect(await readFile(rill.path('report.pdf'), 'utf8')).toBe('mine')
})

test('the server names the file when it has a name for it', async ({ rill, serve }) => {
  const options = { contentDisposition: `attachment; filename*=UTF-8''caf%C3%A9.txt` }
  const server = await serve({ '/download': goodServer(fileBody(6, 1000), options) })
  await rill.launch()
  await rill.addLinks([server.url('/download')])
  await rill.expectState('café.txt', 'completed')
})
