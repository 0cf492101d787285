import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { closeDialog } from '../../stores/dialogs'

interface DialogProps {
  title: string
  className?: string
  children: ReactNode
}

/** The frame of a dialog. Esc and the cross close it; a click beside it doesn't: work could be lost. */
export function Dialog({ title, className, children }: DialogProps) {
  return (
    <Radix.Root
      open
      onOpenChange={(open) => {
        if (!open) closeDialog()
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
        <Radix.Content
          aria-describedby={undefined}
          onInteractOutside={(event) => event.preventDefault()}
          className={cn(
            'fixed inset-0 z-40 m-auto flex h-fit max-h-[calc(100%-2rem)] w-[calc(100%-2rem)] animate-rise flex-col rounded-2xl border border-line bg-raised shadow-2xl shadow-black/20 outline-none',
            className,
          )}
        >
          <div className="flex shrink-0 items-center justify-between pt-4 pe-3.5 ps-5">
            <Radix.Title className="text-[15px] font-semibold tracking-tight">{title}</Radix.Title>
            <Radix.Close
              aria-label={t('dialog.close')}
              className="grid size-7 place-items-center rounded-lg text-muted transition-colors hover:bg-ink/8 hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The buttons at the foot of a dialog. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return (
    <div className="flex shrink-0 items-center justify-end gap-2 border-t border-line px-5 py-3.5">
      {children}
    </div>
  )
}

/** What went wrong with what the person asked for; the dialog stays, so that nothing is lost. */
export function DialogError({ children }: { children: ReactNode }) {
  return (
    <p
      role="alert"
      data-selectable
      className="mx-5 mb-4 shrink-0 rounded-lg bg-bad-soft px-3 py-2 break-words text-bad"
    >
      {children}
    </p>
  )
}
