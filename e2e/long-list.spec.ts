import { expect, test } from './fixtures/rill'

const COUNT = 3000
const LINKS = Array.from({ length: COUNT }, (_, index) => `http://127.0.0.1:9/file-${index}.bin`)

test('one key reaches the end of a long list', async ({ rill }) => {
  await rill.launch()
  await rill.addPaused(LINKS)
  await rill.row('file-0.bin').focus()
  await rill.page.keyboard.press('End')
  await expect(rill.row(`file-${COUNT - 1}.bin`)).toBeFocused()
  await rill.page.keyboard.press('Home')
  await expect(rill.row('file-0.bin')).toBeFocused()
})
