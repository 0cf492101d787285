import { describe, expect, it } from 'vitest'
import { nameFromUrl } from '../../src/main/engine/name-from-url'

describe('nameFromUrl', () => {
  it.each([
    ['https://a.example/big.iso', 'big.iso'],
    ['https://a.example/dir/big.iso?token=x/y#part', 'big.iso'],
    ['https://a.example/dir/', 'dir'],
    ['https://a.example/dir//', 'dir'],
    ['https://a.example', 'a.example'],
    ['https://a.example/?file=x', 'a.example'],
    ['https://a.example:8080/', 'a.example'],
    ['https://a.example/caf%C3%A9%20au%20lait.txt', 'café au lait.txt'],
    ['https://a.example/100%.txt', '100%.txt'],
    ['https://a.example/%E9t%E9.txt', '%E9t%E9.txt'],
    ['https://a.example/a%2Fb.txt', 'a/b.txt'],
    ['https://user:pass@a.example/x', 'x'],
  ])('of %s is %s', (url, expected) => {
    expect(nameFromUrl(url)).toBe(expected)
  })
})
