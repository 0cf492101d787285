import type { DownloadOptions } from '../../shared/download-options'

/** A command for a POSIX shell that fetches the same with curl, secrets and all. */
export function curlCommand(url: string, options: DownloadOptions): string {
  const { headers, userAgent, referer, cookie, login, proxy } = options
  const given = (flag: string, value: string | null): string[] =>
    value === null ? [] : [flag, value]
  return [
    ...['curl', '--location', '--remote-name'],
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...given('--user-agent', userAgent),
    ...given('--referer', referer),
    ...given('--cookie', cookie),
    ...given('--user', login && `${login.user}:${login.password}`),
    ...(proxy === 'none' ? ['--noproxy', '*'] : given('--proxy', proxy)),
    url,
  ]
    .map(quoted)
    .join(' ')
}

/** Between single quotes a shell takes everything as it is, but for a single quote. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
