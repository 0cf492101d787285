import { findLinks } from '../../shared/links'

const LARGEST_LIST_BYTES = 4_000_000

/** Whether something that may hold links is being dragged; what it is, is only known at the drop. */
export function mayHoldLinks(data: DataTransfer): boolean {
  return ['text/uri-list', 'text/plain', 'Files'].some((type) => data.types.includes(type))
}

/** The links in what was dropped: dragged links, dragged text, or text files of links. */
export async function readDroppedLinks(data: DataTransfer): Promise<string[]> {
  // A DataTransfer is emptied as soon as its event is over: take all of it before the first await.
  const uris = data.getData('text/uri-list').replaceAll(/^#.*$/gmu, '')
  const plain = data.getData('text/plain')
  const files = [...data.files].filter(isLinkList)
  for (const text of [uris, plain]) {
    const links = findLinks(text)
    if (links.length > 0) return links
  }
  const texts = await Promise.all(files.map((file) => file.text()))
  return findLinks(texts.join('\n'))
}

function isLinkList(file: File): boolean {
  const readable = file.type.startsWith('text/') || /\.(?:txt|url|list)$/iu.test(file.name)
  return readable && file.size <= LARGEST_LIST_BYTES
}
