import { COMMAND_ARGUMENTS } from '../src/shared/ipc'
import { fileBody, noRangeServer } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { expect, sharingTest as test } from './fixtures/rill'

/** A little less than the second the promise speaks of: timers may fire early. */
const WINDOW_MS = 980

test('busy downloads send the window ten messages per second at most', async ({ rill, serve }) => {
  const names = ['a.bin', 'b.bin', 'c.bin', 'd.bin']
  const server = await serve(
    Object.fromEntries(
      names.map((name, seed) => [
        `/${name}`,
        noRangeServer(fileBody(seed, 8 * MIB), { bytesPerSec: 2.5 * MIB }),
      ]),
    ),
  )
  await rill.desktop.recordMessages()
  await rill.addLinks(names.map((name) => server.url(`/${name}`)))
  for (const name of names) await rill.expectState(name, 'completed')

  const sentAtMs = await rill.desktop.messagesSentAtMs()
  expect(sentAtMs.length).toBeGreaterThan(10)
  const most = Math.max(
    ...sentAtMs.map((from) => sentAtMs.filter((at) => at >= from && at < from + WINDOW_MS).length),
  )
  expect(most).toBeLessThanOrEqual(10)
})

test('the window has the contract and no Node', async ({ rill }) => {
  const found = await rill.page.evaluate(() => ({
    rill: Object.keys(window.rill).sort(),
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
  }))
  expect(found).toEqual({ rill: [...Object.keys(COMMAND_ARGUMENTS), 'on'].sort(), node: [] })
})

test('the window is sandboxed and isolated', async ({ rill }) => {
  const preferences = await rill.desktop.webPreferences()
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  })
})

test('the window cannot navigate elsewhere', async ({ rill, serve }) => {
  const server = await serve(({ response }) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Elsewhere</title>')
  })
  const home = rill.page.url()
  await rill.page.evaluate((elsewhere) => {
    window.open(elsewhere)
    location.href = elsewhere
  }, server.url('/'))
  await rill.roundTrip()
  expect(rill.page.url()).toBe(home)
  expect(rill.windowCount()).toBe(1)
  expect(server.requests).toHaveLength(0)
})

test('the window runs no foreign script and calls no server', async ({ rill, serve }) => {
  const server = await serve(({ response }) => {
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('data')
  })
  const outcome = await rill.page.evaluate(async (elsewhere) => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "taken over"'
    document.body.append(script)
    const fetched = await fetch(elsewhere).then(
      () => 'fetched',
      () => 'refused',
    )
    return { fetched, title: document.title }
  }, server.url('/'))
  expect(outcome).toEqual({ fetched: 'refused', title: expect.stringMatching(/^Rill/u) })
  expect(server.requests).toHaveLength(0)
  const violations = rill.problems.splice(0)
  expect(violations.length).toBeGreaterThan(0)
  for (const line of violations)
    expect(line).toMatch(/Content Security Policy|Failed to load|Refused/u)
})

test('a command with bad arguments is refused in one sentence', async ({ rill }) => {
  const before = await rill.page.evaluate(() => window.rill.listIds({}))
  const replies = await rill.page.evaluate(async () => {
    const { rill } = window
    // The types of the contract would refuse these already.
    const call = async (command: unknown, ...args: unknown[]): Promise<string> =>
      (command as (...args: unknown[]) => Promise<unknown>)(...args).then(
        () => 'accepted',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
    return Promise.all([
      call(rill.pause, ['one']),
      call(rill.addDownloads, { urls: ['file:///etc/passwd'], dir: '/tmp', paused: false }),
      call(rill.addDownloads, { urls: [], dir: '/tmp', paused: false }),
      call(rill.updateSettings, { simultaneousDownloads: 0 }),
      call(rill.updateSettings, { unheardOf: true }),
      call(rill.open, -1),
    ])
  })
  for (const reply of replies) {
    expect(reply).not.toBe('accepted')
    expect(reply).not.toContain('\n')
    expect(reply.length).toBeGreaterThan(10)
  }
  expect(await rill.page.evaluate(() => window.rill.listIds({}))).toEqual(before)
})
