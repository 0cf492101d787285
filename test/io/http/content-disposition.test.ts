import { describe, expect, it } from 'vitest'
import { dispositionFileName } from '../../../src/main/io/http/content-disposition'

/** A header as Node hands it over: the bytes of UTF-8, each a character. */
const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

describe('dispositionFileName', () => {
  it.each([
    ['attachment; filename=a.txt', 'a.txt'],
    ['attachment; filename="a b.txt"', 'a b.txt'],
    ['inline; FileName="a.txt"', 'a.txt'],
    ['attachment; filename="a \\"b\\".txt"', 'a "b".txt'],
    ["attachment; filename=cafe.txt; filename*=UTF-8''caf%C3%A9.txt", 'café.txt'],
    ["attachment; filename*=iso-8859-1''caf%E9.txt", 'café.txt'],
  ])('reads by the rules %s as %s', (header, name) => {
    expect(dispositionFileName(header)).toBe(name)
  })

  it.each([
    ['without quotes around spaces', 'attachment; filename=a b.txt', 'a b.txt'],
    ['with brackets and commas', 'attachment; filename=a[1], b.txt', 'a[1], b.txt'],
    ['without a type', 'filename=a.txt', 'a.txt'],
    ['without a type, in quotes', 'filename="a b.txt"', 'a b.txt'],
    ['twice', 'attachment; filename="a.txt"; filename="b.txt"', 'a.txt'],
    ['in two headers', 'attachment; filename=a.txt, attachment; filename=b.txt', 'a.txt'],
    ['with a semicolon at the end', 'attachment; filename="a.txt";', 'a.txt'],
    ['with a semicolon in quotes', 'attachment; filename="a;b.txt";;', 'a;b.txt'],
    ['with quotes in quotes', 'attachment; filename="a "b" c.txt"', 'a "b" c.txt'],
    ['with an open quote', 'attachment; filename="a.txt', 'a.txt'],
    ['with spaces around the sign', 'attachment; filename = a.txt', 'a.txt'],
    ['in raw UTF-8', bytes('attachment; filename="Тест é 中.txt"'), 'Тест é 中.txt'],
    ['in raw UTF-8 without quotes', bytes('attachment; filename=中 文.txt'), '中 文.txt'],
    ['in raw latin1', 'attachment; filename="caf\xe9.txt"', 'café.txt'],
    ['percent-encoded', 'attachment; filename="%E4%B8%AD.txt"', '中.txt'],
    ['with a percent that is one', 'attachment; filename="50%ab.txt"', '50%ab.txt'],
    ['as a word in base64', 'attachment; filename="=?UTF-8?B?w6kudHh0?="', 'é.txt'],
    ['as a word in Q', 'attachment; filename="=?iso-8859-1?Q?caf=E9_a.txt?="', 'café a.txt'],
    ['as words', 'attachment; filename="=?utf-8?q?a?= =?utf-8?q?b.txt?="', 'ab.txt'],
    ['in quotes, extended', 'attachment; filename*="UTF-8\'\'a%20b.txt"', 'a b.txt'],
    ['in another charset', "attachment; filename*=GBK''%D6%D0.txt", '中.txt'],
    ['badly extended, and plain', "attachment; filename*=UTF-8''%FF.txt; filename=a.txt", 'a.txt'],
    ['as a path', 'attachment; filename="../../etc/x"', 'x'],
    ['as a path of Windows', 'attachment; filename="C:\\files\\new\\a.txt"', 'a.txt'],
    ['as a folder', 'attachment; filename="a/b/"', 'b'],
  ])('reads a name %s', (_, header, name) => {
    expect(dispositionFileName(header)).toBe(name)
  })

  it.each([
    'attachment',
    'attachment; filename=""',
    'attachment; filename=" "',
    'attachment; filename=',
    'attachment; filename="/"',
    'attachment; name=a.txt; x-filename=b.txt',
    '"',
    '',
  ])('finds no name in %s', (header) => {
    expect(dispositionFileName(header)).toBeNull()
  })
})
