import { Link2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { mayHoldLinks, readDroppedLinks } from '../../lib/adding/dropped-links'
import { t } from '../../lib/i18n/i18n'
import { isTextField } from '../../lib/is-text-field'
import { messageOf } from '../../lib/run-command'
import { openAddDialog } from '../../stores/dialogs'

/** Takes links dropped anywhere on the window, and says so while they hover over it. */
export function DropOverlay() {
  const hovering = useDroppedLinks()
  if (!hovering) return null
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-0 z-50 grid animate-appear place-items-center bg-canvas/80 p-4 backdrop-blur-[3px]"
    >
      <div className="grid size-full place-items-center rounded-2xl border-2 border-dashed border-accent bg-accent-soft/60">
        <div className="text-center">
          <Link2 aria-hidden className="mx-auto size-10 text-accent" strokeWidth={1.6} />
          <p className="mt-3 text-lg font-semibold tracking-tight">{t('add.drop')}</p>
          <p className="mt-0.5 text-muted">{t('add.dropHint')}</p>
        </div>
      </div>
    </div>
  )
}

function useDroppedLinks(): boolean {
  const [hovering, setHovering] = useState(false)
  useEffect(() => {
    // Moving from one element to the next enters the new one before it leaves the old one: only
    // who leaves the element entered last has left the window.
    let entered: EventTarget | null = null
    const onDragEnter = (event: DragEvent): void => {
      entered = event.target
    }
    const onDragOver = (event: DragEvent): void => {
      const ours = !isTextField(event.target)
      // Always taken, links or not: a file that nobody takes would replace the page.
      if (ours) event.preventDefault()
      const welcome = ours && event.dataTransfer !== null && mayHoldLinks(event.dataTransfer)
      if (ours && event.dataTransfer) event.dataTransfer.dropEffect = welcome ? 'copy' : 'none'
      setHovering(welcome)
    }
    const onDragLeave = (event: DragEvent): void => {
      if (entered === null || event.target === entered) setHovering(false)
    }
    const onDrop = (event: DragEvent): void => {
      setHovering(false)
      if (isTextField(event.target) || !event.dataTransfer) return
      event.preventDefault()
      takeDrop(event.dataTransfer)
    }
    // While something is dragged the pointer is silent: if it speaks, the drag ended elsewhere.
    const onPointerMove = (): void => setHovering(false)
    window.addEventListener('dragenter', onDragEnter)
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onDragLeave)
    window.addEventListener('drop', onDrop)
    window.addEventListener('pointermove', onPointerMove)
    return () => {
      window.removeEventListener('dragenter', onDragEnter)
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('dragleave', onDragLeave)
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('pointermove', onPointerMove)
    }
  }, [])
  return hovering
}

function takeDrop(data: DataTransfer): void {
  readDroppedLinks(data).then(
    (links) => {
      if (links !== '') openAddDialog(links)
      else toast(t('add.noLinkDropped'), { id: 'no-link' })
    },
    (error: unknown) => {
      toast.error(messageOf(error))
    },
  )
}
