import { describe, expect, it } from 'vitest'
import {
  MOST_METALINK_CHARACTERS,
  parseMetalink,
} from '../../../src/main/io/metalink/parse-metalink'
import type { MetalinkFile } from '../../../src/shared/metalink'

const SHA256 = 'f0ad929cd259957e160ea442eb80986b5f01eac7a5a0f4ce7d3d9e4e0a5e3c2b'
const SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d'
const MD5 = '900150983cd24fb0d6963f7d28e17f72'

const NOTHING_MORE = { name: null, lengthBytes: null, checksums: [] }

/** After the examples of RFC 5854 §1.1. */
const VERSION_4 = `<?xml version="1.0" encoding="UTF-8"?>
<metalink xmlns="urn:ietf:params:xml:ns:metalink">
  <published>2009-05-15T12:23:23Z</published>
  <file name="example.ext">
    <size>14471447</size>
    <identity>Example</identity>
    <language>en</language>
    <hash type="sha-256">${SHA256}</hash>
    <hash type="sha-1">${SHA1.toUpperCase()}</hash>
    <hash type="whirlpool">00ff</hash>
    <signature mediatype="application/pgp-signature">-----BEGIN PGP SIGNATURE-----</signature>
    <url location="de" priority="2">https://de.example.com/example.ext</url>
    <url>https://last.example.com/example.ext</url>
    <url location="fr" priority="1">http://fr.example.com/example.ext?a=1&amp;b=%20</url>
    <url priority="1">ftp://ftp.example.com/example.ext</url>
    <metaurl mediatype="torrent" priority="1">http://example.com/example.ext.torrent</metaurl>
  </file>
  <file name="dir/example2.ext">
    <url>http://example.com/example2.ext</url>
  </file>
</metalink>
`

const VERSION_3 = `<?xml version="1.0"?>
<metalink version="3.0" xmlns="http://www.metalinker.org/" type="dynamic">
  <files>
    <file name="example.iso">
      <size>600000</size>
      <verification>
        <hash type="md5">${MD5}</hash>
        <hash type="sha256">${SHA256}</hash>
        <pieces length="262144" type="sha1">
          <hash piece="2">${'2'.repeat(40)}</hash>
          <hash piece="0">${'0'.repeat(40)}</hash>
          <hash piece="1">${'1'.repeat(40)}</hash>
        </pieces>
      </verification>
      <resources maxconnections="1">
        <url type="http" preference="90">http://a.example/example.iso</url>
        <url type="bittorrent" preference="100">http://a.example/example.torrent</url>
        <url type="http" location="us" preference="100">http://b.example/example.iso</url>
        <url type="http">http://c.example/example.iso</url>
      </resources>
    </file>
  </files>
</metalink>`

/** A document with one file, and what is read of it. */
function fileOf(content: string, attributes = ''): MetalinkFile | undefined {
  const url = '<url>http://a.example/x</url>'
  const xml = `<metalink><file${attributes}>${url}${content}</file></metalink>`
  return parseMetalink(xml)?.files[0]
}

describe('parseMetalink', () => {
  it('reads version 4', () => {
    expect(parseMetalink(VERSION_4)).toEqual({
      files: [
        {
          name: 'example.ext',
          lengthBytes: 14_471_447,
          checksums: [
            { algorithm: 'sha256', hex: SHA256 },
            { algorithm: 'sha1', hex: SHA1 },
          ],
          urls: [
            'http://fr.example.com/example.ext?a=1&b=%20',
            'https://de.example.com/example.ext',
            'https://last.example.com/example.ext',
          ],
        },
        { ...NOTHING_MORE, name: 'example2.ext', urls: ['http://example.com/example2.ext'] },
      ],
    })
  })

  it('reads version 3', () => {
    expect(parseMetalink(VERSION_3)).toEqual({
      files: [
        {
          name: 'example.iso',
          lengthBytes: 600_000,
          checksums: [
            { algorithm: 'md5', hex: MD5 },
            { algorithm: 'sha256', hex: SHA256 },
          ],
          urls: [
            'http://b.example/example.iso',
            'http://a.example/example.iso',
            'http://c.example/example.iso',
          ],
        },
      ],
    })
  })

  it('reads a document with prefixes, comments, CDATA and references', () => {
    const xml = `\ufeff<m:metalink xmlns:m="urn:ietf:params:xml:ns:metalink"><!-- <file/> -->
      <m:file name="a&amp;b&#x20AC;&#8364;&quot;.iso">
        <m:url> <![CDATA[http://a.example/x?a=1&b=2]]> </m:url>
        <m:url>http://a.example/x?a=1&#38;c=&amp;#38;</m:url>
      </m:file>
    </m:metalink> <!-- the end -->`
    expect(parseMetalink(xml)?.files).toEqual([
      {
        ...NOTHING_MORE,
        name: 'a&b€€".iso',
        urls: ['http://a.example/x?a=1&b=2', 'http://a.example/x?a=1&c=&#38;'],
      },
    ])
  })

  it.each([
    ['folders', ' name="a/b/c.iso"', 'c.iso'],
    ['folders of Windows', ' name="a\\b\\c.iso"', 'c.iso'],
    ['a way out', ' name="../../c.iso"', 'c.iso'],
    ['nothing but a way out', ' name="a/.."', null],
    ['a folder alone', ' name="a/"', null],
    ['none', '', null],
  ])('takes a name without its folders: %s', (_title, attributes, name) => {
    expect(fileOf('', attributes)?.name).toBe(name)
  })

  it.each([
    ['white space around it', '<size> 5 </size>', 5],
    ['none', '', null],
    ['no number', '<size>many</size>', null],
    ['a negative one', '<size>-5</size>', null],
    ['one that no file has', `<size>${'9'.repeat(30)}</size>`, null],
  ])('reads a length: %s', (_title, content, lengthBytes) => {
    expect(fileOf(content)?.lengthBytes).toBe(lengthBytes)
  })

  it.each([
    ['the digits are of another algorithm', `<hash type="sha-256">${SHA1}</hash>`],
    ['they have no type', `<hash>${SHA256}</hash>`],
    ['they are none', '<hash type="sha-256">hello</hash>'],
    ['they are empty', '<hash type="sha-256"/>'],
  ])('leaves a checksum out when %s', (_title, content) => {
    expect(fileOf(content)?.checksums).toEqual([])
  })

  it('leaves out files that it cannot download, and each link is there once', () => {
    const xml = `<metalink>
      <file name="a"><url>ftp://a.example/a</url></file>
      <file name="b"><url>javascript:alert(1)</url><url>http:///</url></file>
      <file name="c"><url>http://a.example/c</url><url>http://a.example/c</url></file>
    </metalink>`
    expect(parseMetalink(xml)?.files).toEqual([
      { ...NOTHING_MORE, name: 'c', urls: ['http://a.example/c'] },
    ])
  })

  it.each([
    ['is empty', ''],
    ['is no XML', 'http://a.example/x'],
    ['is another document', '<html><body/></html>'],
    ['is nearly one', '<metalinks></metalinks>'],
    ['has two roots', '<metalink></metalink><metalink></metalink>'],
    ['is cut off', VERSION_4.slice(0, VERSION_4.indexOf('priority="1"'))],
    ['is cut off in its last tag', VERSION_4.trimEnd().slice(0, -1)],
    ['has entities of its own', `<!DOCTYPE metalink [<!ENTITY a "http://a.example">]>${VERSION_4}`],
    ['refers to a document type', `<!doctype metalink SYSTEM "file:///etc/passwd">${VERSION_4}`],
    ['is nested without end', `${'<file>'.repeat(10_000)}</metalink>`],
    ['has a tag that is a trap', '<metalink><__proto__><file/></__proto__></metalink>'],
    ['is too long', `${VERSION_4}${' '.repeat(MOST_METALINK_CHARACTERS)}`],
  ])('refuses what %s', (_title, xml) => {
    expect(parseMetalink(xml)).toBeNull()
  })
})
