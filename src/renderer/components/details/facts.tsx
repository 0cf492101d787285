import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { IconButton } from '../ui/icon-button'

const COPIED_MS = 1_500

/** What is known about one side of a download, under its heading. */
export function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0 break-inside-avoid">
      <h3 className="pb-1 text-xs font-semibold text-muted">{title}</h3>
      <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-px">{children}</dl>
    </section>
  )
}

interface FactProps {
  label: string
  /** What is copied; without it there is nothing to copy. */
  copy?: string | undefined
  className?: string
  children: ReactNode
}

/** One fact: what it is called, and what it is. */
export function Fact({ label, copy, className, children }: FactProps) {
  return (
    <>
      <dt className="truncate py-0.5 text-muted" title={label}>
        {label}
      </dt>
      <dd className="flex min-w-0 items-center gap-1">
        <div data-selectable className={cn('min-w-0 py-0.5', className)}>
          {children}
        </div>
        {copy !== undefined && (
          <CopyButton text={copy} label={t('details.copy', { what: label })} />
        )}
      </dd>
    </>
  )
}

/** A link, a path or a digest in one line; all of it in the tooltip. */
export function Line({ text, isCode = false }: { text: string; isCode?: boolean }) {
  return (
    <span className={cn('block truncate', isCode && 'font-mono text-xs')} title={text} dir="auto">
      <bdi>{text}</bdi>
    </span>
  )
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), COPIED_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async (): Promise<void> => {
    await window.rill.copyText(text)
    setCopied(true)
  }
  return (
    <>
      <IconButton
        icon={isCopied ? Check : Copy}
        label={label}
        className="size-6 [&_svg]:size-3.5"
        onClick={() => runCommand(copy())}
      />
      <span role="status" className="sr-only">
        {isCopied ? t('details.copied') : ''}
      </span>
    </>
  )
}
