/** What sort of file a name promises; only for the icon. */
export type FileKind =
  | 'archive'
  | 'disc'
  | 'video'
  | 'audio'
  | 'image'
  | 'document'
  | 'code'
  | 'program'
  | 'other'

const EXTENSIONS: Record<Exclude<FileKind, 'other'>, string> = {
  archive: 'zip tar gz tgz xz txz zst bz2 7z rar lz lzma br cab cpio',
  disc: 'iso img dmg vhd vhdx vmdk qcow2 vdi ova',
  video: 'mp4 mkv webm avi mov m4v mpg mpeg wmv flv ts ogv 3gp',
  audio: 'mp3 flac ogg opus wav m4a m4b aac wma aiff',
  image: 'png jpg jpeg gif webp avif svg bmp tiff tif heic ico psd raw',
  document: 'pdf epub mobi doc docx odt rtf txt md xls xlsx ods csv ppt pptx odp djvu',
  code: 'js mjs json xml html htm css py rs go c h cpp java sh sql yaml yml toml patch diff wasm',
  program: 'exe msi msix deb rpm appimage flatpak snap apk jar pkg run bin',
}

const KINDS = new Map(
  Object.entries(EXTENSIONS).flatMap(([kind, extensions]) =>
    extensions.split(' ').map((extension) => [extension, kind as FileKind] as const),
  ),
)

/** The kind that the name's last extension tells. */
export function fileKind(name: string): FileKind {
  const dot = name.lastIndexOf('.')
  if (dot < 0) return 'other'
  return KINDS.get(name.slice(dot + 1).toLowerCase()) ?? 'other'
}
