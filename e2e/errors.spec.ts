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
import { expect, sharingTest as test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'
import { t } from './fixtures/texts'

/** Five attempts with growing pauses between them: half a minute in all. */
const UNTIL_GIVEN_UP = { timeout: 120_000 }

let bystander: Bystander

test.beforeEach(async ({ rill, serve }) => {
  bystander = await startBystander(rill, serve, `bystander-${test.info().line}.bin`)
})

test.afterEach(async () => {
  if (test.info().status === 'passed') await bystander.expectUnharmed()
})

async function expectTexts(rill: RillApp, name: string, texts: readonly string[]): Promise<void> {
  for (const text of texts) await expect(rill.row(name)).toContainText(text)
}

test('a missing file succeeds on retry once it exists', async ({ rill, serve }) => {
  const file = fileBody(31, 300_000)
  const handler = failsThenRecovers({ status: 404 }, goodServer(file))
  const server = await serve({ '/soon.bin': handler })
  await rill.addLinks([server.url('/soon.bin')])
  await rill.expectState('soon.bin', 'failed')
  await expectTexts(rill, 'soon.bin', [
    t('errors.not-found.happened_host', { host: server.host }),
    t('errors.not-found.remedy'),
  ])
  handler.recover()
  await rill.press('Retry', 'soon.bin')
  await rill.expectState('soon.bin', 'completed')
  expect(await sha256OfPath(rill.path('soon.bin'))).toBe(file.sha256())
})

test('a refused link is not retried, and replaced by a new one', async ({ rill, serve }) => {
  const file = fileBody(37, 2 * MIB)
  const expired = await serve({ '/expired.bin': forbidden() })
  const server = await serve({ '/fresh.bin': goodServer(file) })
  await rill.addLinks([expired.url('/expired.bin')])
  await rill.expectState('expired.bin', 'needs-link')
  await expectTexts(rill, 'expired.bin', [
    t('errors.forbidden.happened_host', { host: expired.host }),
    t('errors.forbidden.remedy'),
  ])
  expect(expired.requests).toHaveLength(1)
  await rill.press(t('actions.changeLink'), 'expired.bin')
  const dialog = rill.dialog(t('linkDialog.title'))
  const link = dialog.getByRole('textbox', { name: t('linkDialog.link', { name: 'expired.bin' }) })
  await link.fill(server.url('/fresh.bin'))
  await rill.page.keyboard.press('Enter')
  await rill.expectState('fresh.bin', 'completed')
  expect(await sha256OfPath(rill.path('fresh.bin'))).toBe(file.sha256())
})

test('a server that cannot be reached fails after several attempts', async ({ rill }) => {
  const host = 'no-such-host.invalid'
  await rill.addLinks(['http://127.0.0.1:1/dead.bin', `http://${host}/lost.bin`])
  await expectTexts(rill, 'dead.bin', [
    t('errors.connection-refused.happened_host', { host: '127.0.0.1:1' }),
  ])
  await expectTexts(rill, 'lost.bin', [t('errors.host-not-found.happened_host', { host })])
  await expect(rill.row('dead.bin')).toContainText(t('states.failed'), UNTIL_GIVEN_UP)
  await expectTexts(rill, 'dead.bin', [t('errors.connection-refused.remedy')])
  await expect(rill.row('lost.bin')).toContainText(t('states.failed'), UNTIL_GIVEN_UP)
  await expectTexts(rill, 'lost.bin', [t('errors.host-not-found.remedy')])
})

test('a server that comes back is retried without a click', async ({ rill, serve }) => {
  const file = fileBody(32, 300_000)
  const { host, close } = await serve({})
  await close()
  await rill.addLinks([`http://${host}/back.bin`])
  await expectTexts(rill, 'back.bin', [t('errors.connection-refused.happened_host', { host })])
  const server = await startServer(
    { '/back.bin': goodServer(file) },
    { port: Number(host.split(':')[1]) },
  )
  try {
    await expect(rill.row('back.bin')).toContainText(t('states.completed'), UNTIL_GIVEN_UP)
    expect(await sha256OfPath(rill.path('back.bin'))).toBe(file.sha256())
  } finally {
    await server.close()
  }
})

test('a self-signed certificate is refused', async ({ rill, serve }) => {
  const server = await serve(
    { '/tls.bin': goodServer(fileBody(33, 1000)) },
    { tls: selfSignedTls() },
  )
  await rill.addLinks([server.url('/tls.bin')])
  await rill.expectState('tls.bin', 'failed')
  const [happened = ''] = t('errors.tls-refused.happened_host', {
    host: server.host,
    detail: 'DETAIL',
  }).split('DETAIL')
  await expectTexts(rill, 'tls.bin', [happened, t('errors.tls-refused.remedy')])
  expect(server.requests).toHaveLength(0)
})

test('a read-only folder fails with its remedy', async ({ rill, serve }) => {
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
    await expectTexts(rill, 'kept-out.bin', [
      t('errors.folder-not-writable.happened_path', { path: dir }),
      t('errors.folder-not-writable.remedy'),
    ])
  } finally {
    mounted?.unmount()
  }
})

test('a folder that cannot exist is named in the row', async ({ rill, serve }) => {
  await writeFile(join(rill.folder, 'a-file'), 'not a folder')
  const server = await serve({ '/nowhere.bin': goodServer(fileBody(35, 1000)) })
  const path = join(rill.folder, 'a-file', 'below')
  await rill.addLinks([server.url('/nowhere.bin')], { dir: path })
  await expectTexts(rill, 'nowhere.bin', [t('errors.folder-missing.happened_path', { path })])
})

test('a full disk pauses a download until there is room', async ({ rill, serve }) => {
  const dir = join(rill.folder, 'small')
  const mounted = await mountTmpfs(dir, 'size=1m')
  test.skip(mounted === null, CANNOT_MOUNT)
  try {
    const file = fileBody(36, 2 * MIB)
    const server = await serve({ '/large.bin': goodServer(file) })
    await rill.addLinks([server.url('/large.bin')], { dir })
    const happened = t('errors.disk-full.happened')
    await expectTexts(rill, 'large.bin', [t('row.untilCured', { happened })])
    await mountTmpfs(dir, 'remount,size=8m')
    await rill.expectState('large.bin', 'completed')
    expect(await sha256OfPath(join(dir, 'large.bin'))).toBe(file.sha256())
  } finally {
    mounted?.unmount()
  }
})
