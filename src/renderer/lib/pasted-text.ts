import { findLinks, isLink } from '../../shared/links'

export interface PastedText {
  /** The links in it, in order, each once. */
  readonly links: readonly string[]
  /** The lines in which there is no link, trimmed, with their number counted from 1. */
  readonly others: readonly { readonly line: number; readonly text: string }[]
}

/** What Rill can download of a text, and which lines it can't. */
export function readPastedText(text: string): PastedText {
  const others = text.split(/\r?\n/u).flatMap((line, index) => {
    const trimmed = line.trim()
    if (trimmed === '' || isLink(trimmed) || findLinks(trimmed).length > 0) return []
    return [{ line: index + 1, text: trimmed }]
  })
  return { links: findLinks(text), others }
}
