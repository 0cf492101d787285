import { create } from 'zustand'

/** Which links of the dialog are on screen, by their places. */
export const useVisibleLinks = create<{ readonly first: number; readonly last: number }>(() => ({
  first: 0,
  last: 0,
}))

export function setVisibleLinks(first: number, last: number): void {
  const before = useVisibleLinks.getState()
  if (before.first !== first || before.last !== last) useVisibleLinks.setState({ first, last })
}
