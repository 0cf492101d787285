import { useEffect, useMemo } from 'react'
import type { Look } from '../../../shared/adding/drafts'
import type { AddItem } from '../../lib/adding/add-items'
import type { TypedOptions } from '../../lib/adding/add-options'
import { useAdding } from '../../stores/adding'
import { useOnScreen } from '../../stores/adding-window'
import { wantPreflights } from '../../stores/preflights'

/** What is typed is looked at when nothing more was typed for so long. */
const QUIET_MS = 500

/** So many links are looked at unasked; others when they are on screen. */
const MOST_UNASKED = 100

interface LooksProps {
  items: readonly AddItem[]
  typed: TypedOptions
}

/** Looks at the links of the dialog while they stand there; by itself, so that scrolling costs little. */
export function Looks({ items, typed: { options } }: LooksProps) {
  const { first, last } = useOnScreen()
  const isWanted = useAdding((state) => state.looks)
  const looks = useMemo(() => {
    if (!isWanted) return []
    const ahead = items.slice(0, MOST_UNASKED)
    const shown = first < MOST_UNASKED ? [] : items.slice(first, last + 1)
    return [...shown, ...ahead].map((item) => lookAt(item, options))
  }, [items, options, first, last, isWanted])
  // By what they say: items are made anew with every report.
  const key = JSON.stringify(looks)
  useEffect(() => {
    const timer = setTimeout(() => wantPreflights(JSON.parse(key) as Look[]), QUIET_MS)
    return () => clearTimeout(timer)
  }, [key])
  return null
}

function lookAt({ url, dir, wishedName, found }: AddItem, options: TypedOptions['options']): Look {
  const { headers, userAgent, referer, cookie, login, proxy } = { ...options, ...found.options }
  const asked = {
    ...(headers && { headers: { ...options.headers, ...headers } }),
    ...(userAgent != null && { userAgent }),
    ...(referer != null && { referer }),
    ...(cookie != null && { cookie }),
    ...(login != null && { login }),
    ...(proxy != null && { proxy }),
  }
  return { url, dir, wishedName, options: asked }
}
