import { findLinks, isLink } from '../../../shared/links'
import { recognise } from '../../link-input/recognise'

/** What a clipboard or a drop has. */
export interface Pasted {
  readonly plain: string
  readonly html: string
}

const MAIN = 'a[href], area[href], video[src], audio[src], source[src]'
const PICTURES = 'img[src]'

/**
 * The text for the field of links: links of a page one per line; text as it stands where its lines say
 * more than links, as commands of curl and checksums do; empty if there is no link.
 */
export function textOfLinks({ plain, html }: Pasted): string {
  if (saysMore(plain)) return plain.trim()
  const markup = html !== '' ? html : looksLikeHtml(plain) ? plain : ''
  const inPage = markup === '' ? [] : linksInHtml(markup)
  const inText = looksLikeHtml(plain) ? [] : findLinks(plain)
  return [...new Set([...inText, ...inPage])].join('\n')
}

/** The links of a page or a part of one, in order, each once: its files, else its pictures. */
export function linksInHtml(html: string): string[] {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const main = linksOf(page, MAIN)
  return main.length > 0 ? main : linksOf(page, PICTURES)
}

function linksOf(page: Document, selector: string): string[] {
  const links = [...page.querySelectorAll(selector)].flatMap((element) => {
    const link = (element.getAttribute('href') ?? element.getAttribute('src') ?? '').trim()
    return isLink(link) ? [link] : []
  })
  return [...new Set(links)]
}

function saysMore(text: string): boolean {
  const { links, remarks } = recognise(text)
  if (remarks.some(({ reason }) => reason.startsWith('curl'))) return true
  if (links.length === 0) return remarks.some(({ reason }) => reason === 'too-many')
  return links.some(
    ({ wishedName, checksums, options }) =>
      wishedName !== null || checksums.length > 0 || Object.keys(options).length > 0,
  )
}

function looksLikeHtml(text: string): boolean {
  return /<(?:a|area|video|audio|source|img)\s[^>]*(?:href|src)\s*=/iu.test(text)
}
