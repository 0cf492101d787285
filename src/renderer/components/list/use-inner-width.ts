import { type RefObject, useLayoutEffect, useState } from 'react'

/** How wide the inside of an element is, in pixels, without its scroll bar. */
export function useInnerWidth(element: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(0)
  useLayoutEffect(() => {
    const { current } = element
    if (current === null) return
    const observer = new ResizeObserver(() => setRoom(current.clientWidth))
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return room
}
