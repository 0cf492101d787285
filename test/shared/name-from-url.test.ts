import { describe, expect, it } from 'vitest'
import { nameFromUrl } from '../../src/shared/name-from-url'

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
    ['https://a.example/a%20b%.txt', 'a b%.txt'],
    ['https://a.example/%E2%82%AC%20%FF.txt', '%E2%82%AC%20%FF.txt'],
    ['https://a.example/%E2%82%AC-%FF.txt', '€-%FF.txt'],
    ['https://a.example/a+b.txt', 'a+b.txt'],
    ['https://a.example/x/%2e%2E/y', 'y'],
    ['https://a.example/x/..', 'a.example'],
    ['https://a.example/%252e', '%2e'],
    ['https://[::1]:8080/', '[::1]'],
    ['https://a.example/a%2Fb.txt', 'a/b.txt'],
    ['https://user:pass@a.example/x', 'x'],
  ])('of %s is %s', (url, expected) => {
    expect(nameFromUrl(url)).toBe(expected)
  })
})
