/** The text that `bytes` are in a charset; null if they are not, or nobody knows the charset. */
export function decodeText(charset: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(charset === '' ? 'utf-8' : charset, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

export function decodeUtf8(bytes: Uint8Array): string | null {
  return decodeText('utf-8', bytes)
}
