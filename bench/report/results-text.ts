import type { Result, Results } from './results'
import type { Row } from './section'
import { sectionText } from './section-text'

const HEAD = `# Measurements

Written by \`npm run bench\`. Rill and others on the same machine, with the same server and the same files, in turns. Each cell is the median (least–most) of all rounds; **bold** says how many times as well Rill does as that row, round by round, again as median (least–most): above 1 Rill is better. No number here is a promise: another machine has others.`

/** All results as a page of Markdown. */
export function resultsText(results: Results): string {
  const parts = Object.entries(results).map(([name, result]) => resultText(name, result))
  return `${[HEAD, ...parts].join('\n\n')}\n`
}

function resultText(name: string, { measuredOn, machine, rounds, sections }: Result): string {
  const facts = `\`npm run bench -- ${name}\`: ${rounds} rounds on ${measuredOn}, ${machine}.`
  const tables = sections.map(sectionText)
  return [`## ${name}`, facts, ...tables, commandsText(sections.flatMap(({ rows }) => rows))].join(
    '\n\n',
  )
}

/** Who took part, and how each was started. */
function commandsText(rows: readonly Row[]): string {
  const lines = rows.map(({ contender, version, command }) => {
    const who = [contender, version].filter((text) => text !== '').join(' ')
    return command === '' ? `- ${who}` : `- ${who}: \`${command}\``
  })
  return [...new Set(lines)].join('\n')
}
