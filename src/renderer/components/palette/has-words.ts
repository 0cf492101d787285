import { fold } from '../../../shared/fold'

/** Whether a text has each of these words somewhere, in whatever case. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const folded = fold(text)
  return words.every((word) => folded.includes(fold(word)))
}
