/** The options of curl that take a value, beside those that Rill understands. */
const TAKES_VALUE = new Set(
  (
    '--abstract-unix-socket --alt-svc --aws-sigv4 --cacert --capath --cert --cert-type --ciphers ' +
    '--config --connect-timeout --connect-to --continue-at --cookie-jar --create-file-mode ' +
    '--crlfile --curves --delegation --dns-interface --dns-servers --doh-url --dump-header ' +
    '--ech --engine --etag-compare --etag-save --expect100-timeout --happy-eyeballs-timeout-ms ' +
    '--haproxy-clientip --hostpubmd5 --hsts --interface --ipfs-gateway --keepalive-time --key ' +
    '--key-type --krb --libcurl --local-port --login-options --max-filesize --max-redirs ' +
    '--max-time --netrc-file --noproxy --output-dir --parallel-max --pass --pinnedpubkey --preproxy ' +
    '--proto --proto-default --proto-redir --proxy-cacert --proxy-header --proxy-user --pubkey ' +
    '--random-file --range --rate --resolve --retry --retry-delay --retry-max-time --socks4 ' +
    '--socks4a --socks5 --socks5-hostname --speed-limit --speed-time --stderr --time-cond --tls-max ' +
    '--tls13-ciphers --tlsuser --trace --trace-ascii --unix-socket --url-query --variable ' +
    '--write-out'
  ).split(' '),
)

/** Short options and what they are short for; those without a value and without a meaning here are left out. */
const SHORT: Readonly<Record<string, string>> = {
  A: '--user-agent',
  b: '--cookie',
  c: '--cookie-jar',
  C: '--continue-at',
  d: '--data',
  D: '--dump-header',
  e: '--referer',
  E: '--cert',
  F: '--form',
  g: '--globoff',
  G: '--get',
  H: '--header',
  I: '--head',
  k: '--insecure',
  K: '--config',
  m: '--max-time',
  o: '--output',
  P: '--ftp-port',
  Q: '--quote',
  r: '--range',
  T: '--upload-file',
  t: '--telnet-option',
  u: '--user',
  U: '--proxy-user',
  w: '--write-out',
  x: '--proxy',
  X: '--request',
  y: '--speed-time',
  Y: '--speed-limit',
  z: '--time-cond',
}

const UNDERSTOOD_WITH_VALUE = new Set(
  (
    '--header --cookie --user-agent --referer --user --proxy --output --request --url --limit-rate ' +
    '--oauth2-bearer --data --data-raw --data-ascii --data-binary --data-urlencode --json --form ' +
    '--form-string --upload-file --ftp-port --quote --telnet-option'
  ).split(' '),
)

/** An option, or an argument that is none. */
export type CurlPart =
  | { readonly option: string; readonly value: string }
  | { readonly option: null; readonly value: string }

/** Reads words as curl does: `-Hvalue`, `-sSLo file`, `--header value`. */
export function curlParts(words: readonly string[]): CurlPart[] {
  const parts: CurlPart[] = []
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.startsWith('--') && word.length > 2) {
      parts.push({ option: word, value: takesValue(word) ? (rest.shift() ?? '') : '' })
    } else if (word.startsWith('-') && word.length > 1 && word !== '--') {
      parts.push(...bundled(word.slice(1), rest))
    } else if (word !== '' && word !== '--') {
      parts.push({ option: null, value: word })
    }
  }
  return parts
}

function bundled(letters: string, rest: string[]): CurlPart[] {
  const parts: CurlPart[] = []
  for (const [index, letter] of [...letters].entries()) {
    const option = SHORT[letter] ?? `-${letter}`
    if (!takesValue(option)) parts.push({ option, value: '' })
    else {
      const stuck = letters.slice(index + 1)
      return [...parts, { option, value: stuck === '' ? (rest.shift() ?? '') : stuck }]
    }
  }
  return parts
}

function takesValue(option: string): boolean {
  return UNDERSTOOD_WITH_VALUE.has(option) || TAKES_VALUE.has(option)
}
