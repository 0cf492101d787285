import { create } from 'zustand'

/** Where in the list the row is, or last was, that the keyboard is on. */
export const useCurrentPlace = create(() => ({ index: 0 }))

export function setCurrentPlace(index: number): void {
  useCurrentPlace.setState({ index })
}
