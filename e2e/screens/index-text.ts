import type { Screen } from './screen'

/** A picture of a screen, beside the index. */
export interface Picture {
  readonly screen: string
  readonly look: string
  /** Relative to the index. */
  readonly file: string
  readonly bytes: number
}

const HEAD = `# The window

Written by \`npm run screens\`, which drives the app as it is: every screen, in light and dark, in several sizes and languages.`

/** The contact sheet as a Markdown page with one section per screen. */
export function indexText(screens: readonly Screen[], pictures: readonly Picture[]): string {
  const parts = screens.map(({ name, title }) => {
    const shown = pictures.filter(({ screen }) => screen === name)
    const lines = shown.map(({ look, file }) => `![${title}, ${look}](${file})`)
    return [`## ${title}`, ...lines].join('\n\n')
  })
  return `${[HEAD, ...parts].join('\n\n')}\n`
}
