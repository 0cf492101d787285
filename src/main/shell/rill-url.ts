import { isLink } from '../../shared/links'
import { parseUrl } from '../../shared/parse-url'

/**
 * The links in a `rill:` URL: `rill:https://host/file`, or `rill://add?url=…` with one or more
 * `url=`, each percent-encoded. Anything else has none.
 */
export function linksOfRillUrl(text: string): string[] {
  if (!/^rill:/iu.test(text)) return []
  const direct = text.slice('rill:'.length)
  if (isLink(direct)) return [direct]
  const url = parseUrl(text)
  if (url?.hostname !== 'add') return []
  return url.searchParams.getAll('url').filter(isLink)
}
