/** Whether `url` is the page of Rill's own window, whatever its query and fragment. */
export function isOwnUrl(url: string, own: string): boolean {
  return URL.canParse(url) && pageOf(url) === pageOf(own)
}

function pageOf(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
