import { expect, it } from 'vitest'
import { linksOfRillUrl } from '../../src/main/shell/rill-url'

it.each([
  ['rill:https://a.test/x?y=1#z', ['https://a.test/x?y=1#z']],
  ['RILL:HTTP://a.test/x', ['HTTP://a.test/x']],
  ['rill://add?url=https%3A%2F%2Fa.test%2Fx%3Fy%3D1', ['https://a.test/x?y=1']],
  ['rill://add/?url=https://a.test/&url=http://b.test/', ['https://a.test/', 'http://b.test/']],
  ['rill://add?url=file%3A%2F%2F%2Fetc%2Fpasswd', []],
  ['rill://add', []],
  ['rill://remove?url=https://a.test/', []],
  ['rill:javascript:alert(1)', []],
  ['https://a.test/', []],
  ['rill:', []],
])('finds the links of %s', (url, links) => {
  expect(linksOfRillUrl(url)).toEqual(links)
})
