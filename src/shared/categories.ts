import { z } from 'zod'
import { extensionOf } from './extension-of'

/** Categories that are always there, in the order in which they are shown. */
export const BUILT_IN_CATEGORIES = [
  'video',
  'music',
  'pictures',
  'documents',
  'archives',
  'programs',
  'other',
] as const

export type BuiltInCategory = (typeof BUILT_IN_CATEGORIES)[number]

/** What no other category has. */
export const OTHER: BuiltInCategory = 'other'

const extension = z.string().regex(/^[^\s./\\]{1,32}$/u)

/** A domain, without a port: `example.org` means `dl.example.org` too. */
const domain = z.string().regex(/^[^\s/:@.][^\s/:@]{0,252}$/u)

export const categorySchema = z.strictObject({
  id: z.string().min(1).max(64),
  /** One's own name for it; a category of Rill's has one in every language. */
  name: z.string().trim().min(1).max(60).optional(),
  /** Name of an icon the window knows; it has one for every category of Rill's. */
  icon: z.string().max(40).optional(),
  /** In lower case, without the dot. */
  extensions: z.array(extension).max(500),
  hosts: z.array(domain).max(500),
  /** Where its files go: an absolute path; null for the folder of all downloads. */
  folder: z.string().min(1).max(4096).nullable(),
})

/**
 * A sort of files, by what their names end in or where they come from. A category with neither takes
 * nothing but what somebody puts into it by name: that is `other`.
 */
export type Category = z.infer<typeof categorySchema>

export const categoriesSchema = z
  .array(categorySchema)
  .max(200)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two with the same id')

const EXTENSIONS: Record<BuiltInCategory, string> = {
  video: 'mp4 mkv webm avi mov m4v mpg mpeg wmv flv ts mts m2ts ogv 3gp vob',
  music: 'mp3 flac ogg oga opus wav m4a m4b aac wma aiff aif mid midi ape',
  pictures: 'png jpg jpeg gif webp avif svg bmp tiff tif heic heif ico psd raw cr2 nef dng jxl',
  documents:
    'pdf epub mobi azw3 djvu doc docx odt rtf txt md tex xls xlsx ods csv ppt pptx odp pages numbers key json xml html htm',
  archives: 'zip tar gz tgz xz txz zst bz2 tbz2 7z rar lz lzma br cab cpio zipx sit',
  programs:
    'exe msi msix appx deb rpm appimage flatpak snap apk jar pkg dmg run bin iso img vhd vhdx vmdk qcow2 vdi ova',
  other: '',
}

/** Those of Rill's, none with a folder of its own. */
export const DEFAULT_CATEGORIES: readonly Category[] = BUILT_IN_CATEGORIES.map((id) => ({
  id,
  extensions: EXTENSIONS[id].split(' ').filter((word) => word !== ''),
  hosts: [],
  folder: null,
}))

/** A download as far as its category goes; `host` as `URL.host` has it, with or without a port. */
export interface Categorised {
  readonly name: string
  readonly host: string
}

/** The id of the first category that has the file's extension or its host; else `other`. */
export function categoryOf(file: Categorised, categories: readonly Category[]): string {
  return categories.find((category) => takes(category, file))?.id ?? OTHER
}

function takes({ extensions, hosts }: Category, { name, host }: Categorised): boolean {
  return extensions.includes(extensionOf(name)) || hosts.some((domain) => isOf(host, domain))
}

/** Whether a host is the domain or one below it, at any port. */
export function isOf(host: string, domain: string): boolean {
  const withoutPort = host.replace(/:\d+$/u, '').toLowerCase()
  return `.${withoutPort}`.endsWith(`.${domain.toLowerCase()}`)
}

/** Where files of a category go; null for the folder of all downloads. */
export function folderOf(id: string, categories: readonly Category[]): string | null {
  return categories.find((category) => category.id === id)?.folder ?? null
}
