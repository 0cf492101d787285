import { FileIcon } from '../list/file-icon'

/** What sort of file it is, small. */
export function KindIcon({ name }: { name: string }) {
  return (
    <span className="shrink-0 [&_svg]:size-3.5 [&>span]:size-6 [&>span]:rounded-md">
      <FileIcon name={name} />
    </span>
  )
}
