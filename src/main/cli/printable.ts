/**
 * A text that comes from elsewhere, safe to print: control characters, which could command the
 * terminal, become `?`; marks that turn the reading direction go.
 */
export function printable(text: string): string {
  return text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').replace(/\p{Cc}/gu, '?')
}
