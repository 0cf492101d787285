import {
  AppWindow,
  Archive,
  File,
  FileText,
  Film,
  Image,
  type LucideIcon,
  Music,
  Tag,
} from 'lucide-react'
import type { BuiltInCategory, Category } from '../../../shared/categories'

const ICONS: Record<BuiltInCategory, LucideIcon> = {
  video: Film,
  music: Music,
  pictures: Image,
  documents: FileText,
  archives: Archive,
  programs: AppWindow,
  other: File,
}

/** The icon of a category; one's own have a tag. */
export function categoryIcon({ id }: Pick<Category, 'id'>): LucideIcon {
  return Object.entries(ICONS).find(([name]) => name === id)?.[1] ?? Tag
}
