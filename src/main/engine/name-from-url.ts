/** What a link suggests as the file's name: its last path segment, else its host. Not yet safe. */
export function nameFromUrl(url: string): string {
  const { pathname, hostname } = new URL(url)
  const last = pathname.split('/').findLast((segment) => segment !== '')
  if (last === undefined) return hostname
  try {
    return decodeURIComponent(last)
  } catch {
    // Not percent-encoded UTF-8: the raw name is still a name.
    return last
  }
}
