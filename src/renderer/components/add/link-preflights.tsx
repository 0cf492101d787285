import { useEffect, useMemo } from 'react'
import type { PreflightRequest } from '../../../shared/adding/drafts'
import type { AddItem } from '../../lib/adding/add-items'
import type { TypedOptions } from '../../lib/adding/add-options'
import { useAddForm } from '../../stores/add-form'
import { requestPreflights } from '../../stores/preflights'
import { useVisibleLinks } from '../../stores/visible-links'

/** What is typed is looked at when nothing more was typed for so long. */
const QUIET_MS = 500

/** So many links are looked at unasked; others when they are on screen. */
const MOST_UNASKED = 100

interface LinkPreflightsProps {
  items: readonly AddItem[]
  typed: TypedOptions
}

/** Looks at the links of the dialog while they stand there; by itself, so that scrolling costs little. */
export function LinkPreflights({ items, typed: { options } }: LinkPreflightsProps) {
  const { first, last } = useVisibleLinks()
  const isWanted = useAddForm((state) => state.looks)
  const looks = useMemo(() => {
    if (!isWanted) return []
    const ahead = items.slice(0, MOST_UNASKED)
    const shown = first < MOST_UNASKED ? [] : items.slice(first, last + 1)
    return [...shown, ...ahead].map((item) => lookAt(item, options))
  }, [items, options, first, last, isWanted])
  // By what they say: items are made anew with every report.
  const key = JSON.stringify(looks)
  useEffect(() => {
    const timer = setTimeout(
      () => requestPreflights(JSON.parse(key) as PreflightRequest[]),
      QUIET_MS,
    )
    return () => clearTimeout(timer)
  }, [key])
  return null
}

function lookAt(
  { url, dir, wishedName, found }: AddItem,
  options: TypedOptions['options'],
): PreflightRequest {
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
