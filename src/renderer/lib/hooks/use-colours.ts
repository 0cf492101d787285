import { useEffect, useState } from 'react'

/** A colour of the theme by the name of its property, for what is drawn and not styled. */
export type ColourOf = (property: `--${string}`) => string

/** The colours of the theme; another function when the theme is another one. */
export function useColours(): ColourOf {
  const [colours, setColours] = useState<ColourOf>(coloursNow)
  useEffect(() => {
    const look = (): void => setColours(coloursNow)
    const observer = new MutationObserver(look)
    observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'style'] })
    const media = [
      '(prefers-color-scheme: dark)',
      '(prefers-contrast: more)',
      '(forced-colors: active)',
    ].map((query) => window.matchMedia(query))
    for (const one of media) one.addEventListener('change', look)
    return () => {
      observer.disconnect()
      for (const one of media) one.removeEventListener('change', look)
    }
  }, [])
  return colours
}

/** Only as the colour of an element is a property told as one colour, and not as a choice of two. */
function coloursNow(): ColourOf {
  const known = new Map<string, string>()
  return (property) => {
    const before = known.get(property)
    if (before !== undefined) return before
    const probe = document.createElement('span')
    probe.hidden = true
    probe.style.color = `var(${property})`
    document.body.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    known.set(property, color)
    return color
  }
}
