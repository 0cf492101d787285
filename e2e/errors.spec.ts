import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  failsThenRecovers,
  fileBody,
  forbidden,
  goodServer,
  selfSignedTls,
  startServer,
} from '../test/servers'
import { type Bystander, MIB, startBystander } from './fixtures/bystander'
import { sha256OfPath } from './fixtures/files'
import { CANNOT_MOUNT, mountTmpfs } from './fixtures/mount'
import { expect, test } from './fixtures/rill'

/** Five attempts with growing pauses between them, half a minute together. */
const UNTIL_GIVEN_UP = { timeout: 120_000 }

let bystander: Bystander

test.beforeEach(async ({ rill, serve }) => {
  await rill.launch()
  bystander = await startBystander(rill, serve)
})

test.afterEach(async () => {
  if (test.info().status === 'passed') await bystander.expectUnharmed()
})

test('a missing file is told and comes with retry once it is there', async ({ rill, serve }) => {
  const file = fileBody(31, 300_000)
  const handler = failsThenRecovers({ status: 404 }, goodServer(file))
  const server = await serve({ '/soon.bin': handler })
  await rill.addLinks([server.url('/soon.bin')])
  await rill.expectState('soon.bin', 'failed')
  await expect(rill.row('soon.bin')).toContainText(`${server.host} has no such file (404).`)
  await expect(rill.row('soon.bin')).toContainText('Check the link, or retry later')
  handler.recover()
  await rill.press('Retry', 'soon.bin')
  await rill.expectState('soon.bin', 'completed')
  expect(await sha256OfPath(rill.path('soon.bin'))).toBe(file.sha256())
})

test('a refusal is told and not repeated', async ({ rill, serve }) => {
  const server = await serve({ '/secret.bin': forbidden() })
  await rill.addLinks([server.url('/secret.bin')])
  await expect(rill.row('secret.bin')).toContainText('denies access to this file (403).')
  await expect(rill.row('secret.bin')).toContainText('Get a new one')
  expect(server.requests).toHaveLength(1)
})

test('a link that gives no file is replaced by one that does', async ({ rill, serve }) => {
  const file = fileBody(37, 2 * MIB)
  const server = await serve({ '/expired.bin': forbidden(), '/fresh.bin': goodServer(file) })
  await rill.addLinks([server.url('/expired.bin')])
  await expect(rill.row('expired.bin')).toContainText('Needs link')
  await rill.press('New link', 'expired.bin')
  const dialog = rill.dialog('New link')
  await dialog.getByRole('textbox', { name: 'Link to expired.bin' }).fill(server.url('/fresh.bin'))
  await rill.page.keyboard.press('Enter')
  await rill.expectState('fresh.bin', 'completed')
  expect(await sha256OfPath(rill.path('fresh.bin'))).toBe(file.sha256())
})

test('a server that is down is told, tried again and then left', async ({ rill }) => {
  await rill.addLinks(['http://127.0.0.1:1/dead.bin'])
  await expect(rill.row('dead.bin')).toContainText('refused the connection.')
  await expect(rill.row('dead.bin')).toContainText('Failed', UNTIL_GIVEN_UP)
  await expect(rill.row('dead.bin')).toContainText('The server may be down. Retry later.')
})

test('a server that comes back is asked again without a click', async ({ rill, serve }) => {
  const file = fileBody(32, 300_000)
  const { host, close } = await serve({})
  await close()
  await rill.addLinks([`http://${host}/back.bin`])
  await expect(rill.row('back.bin')).toContainText('refused the connection.')
  const server = await startServer(
    { '/back.bin': goodServer(file) },
    { port: Number(host.split(':')[1]) },
  )
  try {
    await expect(rill.row('back.bin')).toContainText('Completed', UNTIL_GIVEN_UP)
    expect(await sha256OfPath(rill.path('back.bin'))).toBe(file.sha256())
  } finally {
    await server.close()
  }
})

test('a server that does not exist is told', async ({ rill }) => {
  await rill.addLinks(['http://no-such-host.invalid/lost.bin'])
  await expect(rill.row('lost.bin')).toContainText('no-such-host.invalid was not found')
  await expect(rill.row('lost.bin')).toContainText('Failed', UNTIL_GIVEN_UP)
  await expect(rill.row('lost.bin')).toContainText('Check the link and the network')
})

test('a certificate that nobody signed is refused', async ({ rill, serve }) => {
  const server = await serve(
    { '/tls.bin': goodServer(fileBody(33, 1000)) },
    { tls: selfSignedTls() },
  )
  await rill.addLinks([server.url('/tls.bin')])
  await rill.expectState('tls.bin', 'failed')
  await expect(rill.row('tls.bin')).toContainText('The certificate of')
  await expect(rill.row('tls.bin')).toContainText("Check this computer's clock")
  expect(server.requests).toHaveLength(0)
})

test('a read-only folder is told', async ({ rill, serve }) => {
  const dir = join(rill.folder, 'read-only')
  const isRoot = process.getuid?.() === 0
  const mounted = isRoot ? await mountTmpfs(dir, 'ro,size=1m') : null
  test.skip(isRoot && mounted === null, CANNOT_MOUNT)
  if (!isRoot) {
    await mkdir(dir)
    await chmod(dir, 0o555)
  }
  try {
    const server = await serve({ '/kept-out.bin': goodServer(fileBody(34, 1000)) })
    await rill.addLinks([server.url('/kept-out.bin')], { dir })
    await rill.expectState('kept-out.bin', 'failed')
    await expect(rill.row('kept-out.bin')).toContainText('may not write to the folder')
    await expect(rill.row('kept-out.bin')).toContainText('change its permissions')
  } finally {
    mounted?.unmount()
  }
})

test('a folder that cannot exist is told', async ({ rill, serve }) => {
  await writeFile(join(rill.folder, 'a-file'), 'not a folder')
  const server = await serve({ '/nowhere.bin': goodServer(fileBody(35, 1000)) })
  await rill.addLinks([server.url('/nowhere.bin')], { dir: join(rill.folder, 'a-file', 'below') })
  await expect(rill.row('nowhere.bin')).toContainText(/does not exist\.|may not write to/u)
})

test('a full disk is told, and the download goes on once there is room', async ({
  rill,
  serve,
}) => {
  const dir = join(rill.folder, 'small')
  const mounted = await mountTmpfs(dir, 'size=1m')
  test.skip(mounted === null, CANNOT_MOUNT)
  try {
    const file = fileBody(36, 2 * MIB)
    const server = await serve({ '/large.bin': goodServer(file) })
    await rill.addLinks([server.url('/large.bin')], { dir })
    await expect(rill.row('large.bin')).toContainText('The disk is full.')
    await expect(rill.row('large.bin')).toContainText('Rill resumes automatically')
    await mountTmpfs(dir, 'remount,size=8m')
    await rill.expectState('large.bin', 'completed')
    expect(await sha256OfPath(join(dir, 'large.bin'))).toBe(file.sha256())
  } finally {
    mounted?.unmount()
  }
})

test('what is not a link is not added', async ({ rill }) => {
  await rill.page.getByRole('button', { name: 'Add downloads' }).first().click()
  const dialog = rill.dialog('Add downloads')
  await dialog.getByRole('textbox', { name: 'Links' }).fill('ftp://example.com/a\nhello')
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled()
  await expect(dialog).toContainText('ftp://example.com/a')
  await rill.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(rill.rows()).toHaveCount(1)
})
