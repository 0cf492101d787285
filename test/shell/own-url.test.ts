import { expect, it } from 'vitest'
import { isOwnUrl } from '../../src/main/shell/own-url'

const PAGE = 'file:///opt/rill/out/renderer/index.html'

it.each([
  [PAGE, PAGE, true],
  [`${PAGE}?a=1#top`, PAGE, true],
  ['file:///opt/rill/out/renderer/other.html', PAGE, false],
  ['file:///etc/passwd', PAGE, false],
  ['http://localhost:5173/', 'http://localhost:5173', true],
  ['http://localhost:5174/', 'http://localhost:5173', false],
  ['https://localhost:5173/', 'http://localhost:5173', false],
  ['about:blank', PAGE, false],
  ['', PAGE, false],
])('tells whether %j is the page %s', (url, own, expected) => {
  expect(isOwnUrl(url, own)).toBe(expected)
})
