import { FileIcon } from '../list/file-icon'

/** What sort of file it is, small. */
export function KindIcon({ name }: { name: string }) {
  return (
    <span className="-mx-1.5 grid size-7 shrink-0 scale-[0.62] place-items-center">
      <FileIcon name={name} />
    </span>
  )
}
