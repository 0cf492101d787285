import { useEffect, useState } from 'react'
import { type AddItem, roomFor } from '../../lib/adding/add-items'
import { cn } from '../../lib/class-names'
import { formatBytes } from '../../lib/format/numbers'
import { t } from '../../lib/i18n/i18n'

const QUIET_MS = 250

/** How much room there is in the folder, and how much of it is needed. */
export function SpaceLine({ items, dir }: { items: readonly AddItem[]; dir: string }) {
  const freeBytes = useFreeSpace(dir)
  if (freeBytes === null) return null
  const { neededBytes, unknown } = roomFor(items, dir)
  const values = { needed: formatBytes(neededBytes), free: formatBytes(freeBytes) }
  const isShort = neededBytes > freeBytes
  return (
    <span role="status" className={cn(isShort && 'font-medium text-bad')}>
      {neededBytes === 0
        ? t('add.free', values)
        : isShort
          ? t('add.tooLittle', values)
          : t(unknown > 0 ? 'add.needsAtLeast' : 'add.needs', values)}
    </span>
  )
}

/** Bytes; null while it is not known, or for a folder that cannot be. */
function useFreeSpace(dir: string): number | null {
  const [known, setKnown] = useState<{ dir: string; bytes: number | null } | null>(null)
  useEffect(() => {
    if (dir === '') return
    let isOld = false
    const tell = (bytes: number | null): void => {
      if (!isOld) setKnown({ dir, bytes })
    }
    const timer = setTimeout(() => {
      window.rill.freeSpace(dir).then(tell, () => tell(null))
    }, QUIET_MS)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [dir])
  return known?.dir === dir ? known.bytes : null
}
