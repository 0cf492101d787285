import { relative } from 'node:path'
import { ROOT } from '../setup/paths.mjs'

/** A Playwright reporter for output without a terminal: failures in full, nothing about the rest. */
export default class FailedStories {
  onTestEnd(test, result) {
    const { file, line } = test.location
    for (const text of this.#outputOf(result)) process.stdout.write(text)
    if (test.outcome() === 'expected' || test.outcome() === 'skipped') return
    // The first three are the run, the project and the file.
    const title = test.titlePath().slice(3).join(' › ')
    process.stdout.write(`\n${relative(ROOT, file)}:${line} ${title}: ${result.status}\n`)
    for (const error of result.errors) this.#printError(error)
    for (const { name, path } of result.attachments) {
      if (path) process.stdout.write(`  ${name}: ${relative(ROOT, path)}\n`)
    }
  }

  onError(error) {
    this.#printError(error)
  }

  /** What a story printed tells something only if it failed. */
  #outputOf({ status, stdout, stderr }) {
    return status === 'failed' || status === 'timedOut' ? [...stdout, ...stderr] : []
  }

  #printError({ message, stack, value, snippet }) {
    process.stdout.write(`${stack ?? message ?? value}\n${snippet ? `\n${snippet}\n` : ''}`)
  }
}
