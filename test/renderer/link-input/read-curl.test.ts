import { describe, expect, it } from 'vitest'
import { readCurl } from '../../../src/renderer/link-input/read-curl'

function read(text: string) {
  return readCurl(text.split('\n'))
}

const LINK = 'https://x.example/big.iso'

describe('a command of curl', () => {
  it.each([
    [`curl ${LINK}`],
    [`$ curl -L ${LINK}`],
    [`curl.exe "${LINK}"`],
    [`/usr/bin/curl -sSLOJ '${LINK}' --compressed`],
    [`curl --retry 3 --max-time 20 -w '%{http_code}' ${LINK}`],
    [`curl -X GET --url ${LINK}`],
    [`curl ${LINK} | tar xz`],
    [`curl ${LINK} && echo done.example/x`],
  ])('gives its link: %s', (text) => {
    expect(read(text)).toMatchObject({
      links: [{ url: LINK, wishedName: null }],
      refusal: null,
      warnings: [],
    })
  })

  it('takes the protocol for granted, as curl does', () => {
    expect(read('curl -O x.example/a.zip').links).toEqual([
      { url: 'http://x.example/a.zip', wishedName: null },
    ])
  })

  it('goes on in the next lines', () => {
    const { links, options } = read(`curl '${LINK}' \\\n  -H 'Accept: */*' \\\n  -b 'id=7; x=y'`)
    expect(links.map(({ url }) => url)).toEqual([LINK])
    expect(options).toEqual({ headers: { Accept: '*/*' }, cookie: 'id=7; x=y' })
  })

  it('brings headers, cookie, login, referer, agent, proxy and limit', () => {
    const text =
      `curl ${LINK} -H 'X-Key: sesame: open' -H "cookie: id=7" -A Agent/1 -e https://shop.example/ ` +
      `-u ann:pa:ss -x proxy.example:3128 --limit-rate 500K -H 'Range: bytes=0-9' -H 'Host: y'`
    expect(read(text).options).toEqual({
      headers: { 'X-Key': 'sesame: open' },
      cookie: 'id=7',
      userAgent: 'Agent/1',
      referer: 'https://shop.example/',
      login: { user: 'ann', password: 'pa:ss' },
      proxy: 'http://proxy.example:3128',
      limitBytesPerSec: 512_000,
    })
  })

  it.each([
    ['-H"X-A: 1"', { 'X-A': '1' }],
    ["-H $'X-A: it\\'s \\u0041'", { 'X-A': "it's A" }],
    ['-H "X-A: $HOME"', { 'X-A': '$HOME' }],
    ['-H "X-A: say \\"hi\\""', { 'X-A': 'say "hi"' }],
    ['--oauth2-bearer t0ken', { Authorization: 'Bearer t0ken' }],
  ])('is read by the rules of its shell: %s', (words, headers) => {
    expect(read(`curl ${LINK} ${words}`).options.headers).toEqual(headers)
  })

  it('is read as Chrome copies it for cmd', () => {
    const text = [
      'curl ^"https://x.example/big.iso?a=1^&b=^%^7Bx^%^7D^" ^',
      '  -H ^"accept: */*^" ^',
      '  -H ^"sec-ch-ua: ^\\^"Chromium^\\^";v=^\\^"130^\\^"^" ^',
      '  -b ^"price=^$5^" ^',
      '  --compressed',
    ].join('\n')
    expect(read(text)).toMatchObject({
      links: [{ url: 'https://x.example/big.iso?a=1&b=%7Bx%7D' }],
      options: {
        headers: { accept: '*/*', 'sec-ch-ua': '"Chromium";v="130"' },
        cookie: 'price=$5',
      },
    })
  })

  it.each([
    [`curl ${LINK} -o my.iso`, 'my.iso'],
    [`curl -Lo/tmp/sub/my.iso ${LINK}`, 'my.iso'],
    [`curl ${LINK} > my.iso`, 'my.iso'],
    [`curl ${LINK} -o -`, null],
    [`curl ${LINK} -o /dev/null`, null],
  ])('names the file: %s', (text, wishedName) => {
    expect(read(text).links).toEqual([{ url: LINK, wishedName }])
  })

  it('may bring several links, each with its name', () => {
    expect(read('curl https://x.example/1 -o a.bin https://x.example/2 -o b.bin').links).toEqual([
      { url: 'https://x.example/1', wishedName: 'a.bin' },
      { url: 'https://x.example/2', wishedName: 'b.bin' },
    ])
  })

  it('puts what it sends into the link with -G', () => {
    const { links, refusal } = read(`curl -G ${LINK} -d a=1 -d b=2`)
    expect(refusal).toBeNull()
    expect(links[0]?.url).toBe(`${LINK}?a=1&b=2`)
  })

  it.each([
    [`curl ${LINK} --data-raw '{"a":1}'`, 'curl-sends-data'],
    [`curl ${LINK} -d a=1`, 'curl-sends-data'],
    [`curl ${LINK} -F f=@x`, 'curl-sends-data'],
    [`curl ${LINK} --json '{}'`, 'curl-sends-data'],
    [`curl -X DELETE ${LINK}`, 'curl-method'],
    ['curl --version', 'curl-no-link'],
    ['curl ftp://x.example/y', 'curl-no-link'],
  ])('is refused: %s', (text, refusal) => {
    expect(read(text).refusal).toBe(refusal)
  })

  it.each([
    ['-k', 'curl-insecure'],
    ['-b jar.txt', 'curl-cookie-file'],
    ['-r 0-99', 'curl-range'],
    ["-H 'X: 中'", 'curl-header'],
  ])('is warned of: %s', (words, warning) => {
    expect(read(`curl ${LINK} ${words}`).warnings).toEqual([warning])
  })
})
