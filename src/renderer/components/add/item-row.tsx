import { Ban, LoaderCircle, Pencil, RotateCw, X } from 'lucide-react'
import { memo, useRef, useState } from 'react'
import type { AddItem } from '../../lib/adding/add-items'
import { cn } from '../../lib/class-names'
import { formatBytes } from '../../lib/format/numbers'
import { t } from '../../lib/i18n/i18n'
import { editItem } from '../../stores/add-form'
import { IconButton } from '../ui/icon-button'
import { ItemNotice } from './item-notice'
import { KindIcon } from './kind-icon'
import { RenameField } from './rename-field'

interface ItemRowProps {
  item: AddItem
  /** Where most of them go. */
  dir: string
  isAsked: boolean
}

/** One link: its file as far as that is known, and what can be done about it. */
export const ItemRow = memo(function ItemRow({ item, dir, isAsked }: ItemRowProps) {
  const { name, url, host, found } = item
  const [isRenaming, setRenaming] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  const rename = (to: string | null): void => {
    setRenaming(false)
    if (to !== null && to !== name) editItem(url, { name: to })
    requestAnimationFrame(() => pencil.current?.focus())
  }
  return (
    <div className="reach px-2.5 py-1 hover:bg-hover/60">
      <div className="flex h-7 items-center gap-2">
        <KindIcon name={name} />
        {isRenaming ? (
          <RenameField name={name} onDone={rename} />
        ) : (
          <span className="min-w-0 flex-1 truncate" title={url}>
            <bdi className="font-medium">{name}</bdi>
            <span className="ms-2 text-xs text-muted">
              <bdi>{host}</bdi>
              {item.dir !== dir && <> · {t('add.into', { dir: item.dir })}</>}
              {Object.keys(found.options).length > 0 && <> · {t('add.withOptions')}</>}
              {found.checksums.length > 0 && <> · {t('add.withChecksum')}</>}
            </span>
          </span>
        )}
        <Facts item={item} isAsked={isAsked} />
        <span className="flex shrink-0">
          <IconButton
            ref={pencil}
            icon={Pencil}
            label={t('add.rename', { name })}
            hint={t('add.renameHint')}
            className="size-7 opacity-0 in-reach:opacity-100"
            onClick={() => setRenaming(true)}
          />
          <IconButton
            icon={X}
            label={t('add.remove', { name })}
            hint={t('add.removeHint')}
            className="size-7"
            onClick={() => editItem(url, { removed: true })}
          />
        </span>
      </div>
      <ItemNotice item={item} />
    </div>
  )
})

function Facts({ item: { report }, isAsked }: { item: AddItem; isAsked: boolean }) {
  if (report === null || isAsked) {
    return isAsked ? (
      <span className="flex shrink-0 items-center gap-1.5 text-xs text-muted">
        <LoaderCircle aria-hidden className="size-3.5 animate-spin motion-reduce:animate-none" />
        {t('add.checking')}
      </span>
    ) : null
  }
  if (report.error !== null) return null
  const Icon = report.resumable === true ? RotateCw : Ban
  return (
    <span className="flex shrink-0 items-center gap-3 text-xs">
      <span
        className={cn(
          'flex items-center gap-1',
          report.resumable === true ? 'text-muted' : 'text-warn',
        )}
      >
        <Icon aria-hidden className="size-3.5" strokeWidth={2} />
        {t(report.resumable === true ? 'add.resumable' : 'add.notResumable')}
      </span>
      <span className="min-w-16 text-end font-medium">
        {report.lengthBytes === null ? t('add.noLength') : formatBytes(report.lengthBytes)}
      </span>
    </span>
  )
}
