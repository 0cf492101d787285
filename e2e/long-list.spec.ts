import { expect, test } from './fixtures/rill'

const COUNT = 3000
const names = Array.from({ length: COUNT }, (_, index) => `file-${index}.bin`)

test('the end of a long list is reached by one key, and its rows come', async ({ rill, serve }) => {
  const server = await serve({})
  await rill.launch()
  const request = {
    urls: names.map((name) => server.url(`/${name}`)),
    dir: rill.folder,
    paused: true,
  }
  await rill.page.evaluate((added) => window.rill.addDownloads(added), request)
  await expect(rill.row('file-0.bin')).toBeVisible()
  await rill.row('file-0.bin').focus()
  await rill.page.keyboard.press('End')
  await expect(rill.row(`file-${COUNT - 1}.bin`)).toBeFocused()
  await rill.page.keyboard.press('Home')
  await expect(rill.row('file-0.bin')).toBeFocused()
})
