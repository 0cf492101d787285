import { findLinks } from '../../../shared/links'
import { textOfLinks } from './text-of-links'

const LARGEST_LIST_BYTES = 4_000_000

/** Whether something that may hold links is being dragged; what it is, is only known at the drop. */
export function mayHoldLinks(data: DataTransfer): boolean {
  return ['text/uri-list', 'text/plain', 'text/html', 'Files'].some((type) =>
    data.types.includes(type),
  )
}

/**
 * What was dropped as text for the field of links: dragged links, a part of a page, text, or text
 * files of links. Empty if there is no link in it.
 */
export async function readDroppedLinks(data: DataTransfer): Promise<string> {
  // A DataTransfer is emptied as soon as its event is over: take all of it before the first await.
  const uris = findLinks(data.getData('text/uri-list').replaceAll(/^#.*$/gmu, ''))
  const [plain, html] = [data.getData('text/plain'), data.getData('text/html')]
  const files = [...data.files].filter(isLinkList)
  if (uris.length > 0) return uris.join('\n')
  const links = textOfLinks({ plain, html })
  if (links !== '') return links
  const texts = await Promise.all(files.map((file) => file.text()))
  return texts
    .map((text) => textOfLinks({ plain: text, html: '' }))
    .filter(Boolean)
    .join('\n')
}

function isLinkList(file: File): boolean {
  const readable = file.type.startsWith('text/') || /\.(?:txt|url|list)$/iu.test(file.name)
  return readable && file.size <= LARGEST_LIST_BYTES
}
