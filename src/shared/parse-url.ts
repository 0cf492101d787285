/**
 * The URL that `text` is, or null. In place of `URL.canParse`, which Node 20.20 breaks: once V8 has
 * optimised its caller it returns false for every text with a Latin-1 letter such as `ü`.
 */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}
