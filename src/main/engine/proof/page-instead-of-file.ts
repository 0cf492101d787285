/** Media types that a browser shows as a page. */
const PAGES = new Set(['text/html', 'application/xhtml+xml'])

/** Extensions of files that are never served as a page. */
const FILES = new Set(
  (
    '7z aab aac apk appimage avi azw3 bin br bz2 cab cbr cbz csv deb dmg doc docx epub exe ' +
    'flac flv gif gz img ipa iso jar jpeg jpg lz4 m4a m4v mkv mobi mov mp3 mp4 mpeg mpg msi ' +
    'msix odp ods odt ogg ogv opus pdf pkg png ppt pptx qcow2 rar rpm snap sqlite tar tgz ' +
    'tiff torrent ttf txz vdi vhd vmdk wav webm webp whl wim wmv woff2 xls xlsx xpi xz zip zst'
  ).split(' '),
)

const isPage = (contentType: string | null): boolean =>
  contentType !== null && PAGES.has(contentType)

const isFileName = (name: string): boolean =>
  FILES.has(/\.(?<ending>[a-z0-9]+)$/iu.exec(name)?.groups?.ending?.toLowerCase() ?? '')

export interface Expectation {
  /** What the file will be called, by the person or by the link. */
  readonly name: string
  /** The media type that the first response had; null before it, or if it had none. */
  readonly contentType: string | null
}

/**
 * Whether a response brings a web page where a file was asked for, as sites do that want a login and
 * networks that do. Told by the media type the file had before, else by the ending of the link.
 */
export function isPageInsteadOfFile(
  response: { readonly contentType: string | null; readonly fileName: string | null },
  expected: Expectation,
): boolean {
  if (!isPage(response.contentType)) return false
  if (expected.contentType !== null) return !isPage(expected.contentType)
  // A server that gives it the name of a file only does not know its type.
  return response.fileName === null && isFileName(expected.name)
}
