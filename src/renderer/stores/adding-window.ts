import { create } from 'zustand'

/** Which links of the dialog are on screen, by their places. */
export const useOnScreen = create<{ readonly first: number; readonly last: number }>(() => ({
  first: 0,
  last: 0,
}))

export function showing(first: number, last: number): void {
  const before = useOnScreen.getState()
  if (before.first !== first || before.last !== last) useOnScreen.setState({ first, last })
}
