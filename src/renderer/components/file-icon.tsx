import {
  Disc3,
  File,
  FileArchive,
  FileCode2,
  FileText,
  Film,
  Image,
  type LucideIcon,
  Music,
  Package,
} from 'lucide-react'
import { cn } from '../lib/class-names'
import { type FileKind, fileKind } from '../lib/file-kind'

const LOOKS: Record<FileKind, readonly [icon: LucideIcon, hue: string]> = {
  archive: [FileArchive, 'kind-hue-70'],
  disc: [Disc3, 'kind-hue-300'],
  video: [Film, 'kind-hue-350'],
  audio: [Music, 'kind-hue-20'],
  image: [Image, 'kind-hue-150'],
  document: [FileText, 'kind-hue-255'],
  code: [FileCode2, 'kind-hue-190'],
  program: [Package, 'kind-hue-110'],
  other: [File, 'bg-ink/7 text-muted'],
}

/** What sort of file it is, at a glance. */
export function FileIcon({ name }: { name: string }) {
  const [Icon, hue] = LOOKS[fileKind(name)]
  return (
    <span className={cn('grid size-9 shrink-0 place-items-center rounded-lg', hue)}>
      <Icon aria-hidden className="size-[18px]" strokeWidth={1.8} />
    </span>
  )
}
