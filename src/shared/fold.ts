/** The same for texts that differ only in case or accents: `Ä` and `a`. */
export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase()
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Whether folding it does no more than SQLite's LIKE does by itself. */
export function isPlain(text: string): boolean {
  return /^[\u0020-\u007e]*$/u.test(text)
}
