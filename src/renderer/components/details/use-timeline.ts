import { useEffect, useState } from 'react'
import type { DownloadView } from '../../../shared/download'
import type { TimelineEntry } from '../../../shared/timeline'
import { runCommand } from '../../lib/run-command'

const LOOK_EVERY_MS = 1_500

const NONE: readonly TimelineEntry[] = []

/** What happened to a download until now; read again while something may happen. */
export function useTimeline({ id, state }: DownloadView): readonly TimelineEntry[] {
  const [told, setTold] = useState<{ id: number; entries: readonly TimelineEntry[] } | null>(null)
  useEffect(() => {
    let isOver = false
    const look = async (): Promise<void> => {
      const entries = await window.rill.timeline(id)
      if (!isOver)
        setTold((before) => (isSame(before?.entries, entries) ? before : { id, entries }))
    }
    runCommand(look())
    const mayGoOn = ['queued', 'downloading', 'verifying'].includes(state)
    const timer = mayGoOn ? setInterval(() => runCommand(look()), LOOK_EVERY_MS) : undefined
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [id, state])
  return told?.id === id ? told.entries : NONE
}

function isSame(
  before: readonly TimelineEntry[] | undefined,
  entries: readonly TimelineEntry[],
): boolean {
  return JSON.stringify(before) === JSON.stringify(entries)
}
