import { useEffect, useRef, useState } from 'react'

const SOON_MS = 400

/**
 * What is being typed, and what it becomes: `commit` is called with it once nobody types any more,
 * at `flush`, or when the field goes. While nobody types, it is `value`.
 */
export function useDraft(value: string, commit: (text: string) => void) {
  const [draft, setDraft] = useState<string | null>(null)
  const latest = useRef({ draft, commit })
  useEffect(() => {
    latest.current = { draft, commit }
  })
  const flush = (): void => {
    const { draft: typed, commit: give } = latest.current
    if (typed === null) return
    latest.current.draft = null
    give(typed)
    setDraft(null)
  }
  useEffect(() => {
    if (draft === null) return
    const timer = setTimeout(() => latest.current.commit(draft), SOON_MS)
    return () => clearTimeout(timer)
  }, [draft])
  useEffect(() => {
    // What was typed last must not be lost when the field goes.
    return () => {
      const { draft: typed, commit: give } = latest.current
      if (typed !== null) give(typed)
    }
  }, [])
  return { text: draft ?? value, type: setDraft, flush }
}
