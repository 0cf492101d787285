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
import type { CSSProperties } from 'react'
import { cn } from '../../lib/class-names'
import { type FileKind, fileKind } from '../../lib/file-kind'

const LOOKS: Record<FileKind, readonly [icon: LucideIcon, hue: number | null]> = {
  archive: [FileArchive, 70],
  disc: [Disc3, 300],
  video: [Film, 350],
  audio: [Music, 20],
  image: [Image, 150],
  document: [FileText, 255],
  code: [FileCode2, 190],
  program: [Package, 110],
  other: [File, null],
}

/** What sort of file it is, at a glance. */
export function FileIcon({ name, className }: { name: string; className?: string }) {
  const [Icon, hue] = LOOKS[fileKind(name)]
  return (
    <span
      className={cn(
        'grid size-9 shrink-0 place-items-center rounded-lg',
        hue === null ? 'bg-ink/7 text-muted' : 'kind-icon',
        className,
      )}
      style={{ '--hue': hue } as CSSProperties}
    >
      <Icon aria-hidden className="size-1/2" strokeWidth={1.8} />
    </span>
  )
}
