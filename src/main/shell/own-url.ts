import { parseUrl } from '../../shared/parse-url'

/** Whether `url` is the page of Rill's own window, whatever its query and fragment. */
export function isOwnUrl(url: string, own: string): boolean {
  const given = parseUrl(url)
  return given !== null && pageOf(given) === pageOf(new URL(own))
}

function pageOf({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`
}
