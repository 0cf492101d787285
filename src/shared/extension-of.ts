import { fold } from './fold'

/** Behind the last dot of a file's name, folded and without the dot; empty if there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : fold(name.slice(dot + 1))
}
