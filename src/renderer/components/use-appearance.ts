import { useEffect, useState } from 'react'
import { directionOf, resolveLanguage } from '../../shared/i18n/languages'
import { useMedia } from '../lib/hooks/use-media'
import { changeLanguage, language } from '../lib/i18n/i18n'
import { useApp } from '../stores/app'

/**
 * Gives the page its language, direction, theme and accent. Returns the language that is spoken: a
 * tree with this as its key is drawn anew when it changes.
 */
export function useAppearance(): string {
  const ui = useApp((state) => state.settings?.ui)
  const systemLanguages = useApp((state) => state.systemLanguages)
  const accent = useApp((state) => state.accent)
  const [spoken, setSpoken] = useState(language)
  const { theme = 'system', language: setting = 'system' } = ui ?? {}
  const isStrong = useMedia('(prefers-contrast: more)')

  useEffect(() => {
    const wanted = resolveLanguage(setting, systemLanguages)
    let isOver = false
    changeLanguage(wanted).then(
      () => {
        if (isOver) return
        document.documentElement.lang = language()
        document.documentElement.dir = language() === wanted ? directionOf(wanted) : 'ltr'
        setSpoken(language())
      },
      (error: unknown) => console.error(`Rill cannot speak ${wanted}:`, error),
    )
    return () => {
      isOver = true
    }
  }, [setting, systemLanguages])

  useEffect(() => {
    document.documentElement.dataset.theme = isStrong && theme === 'system' ? 'contrast' : theme
  }, [theme, isStrong])

  useEffect(() => {
    const { style } = document.documentElement
    if (accent === null) style.removeProperty('--system-accent')
    else style.setProperty('--system-accent', accent)
  }, [accent])

  return spoken
}
