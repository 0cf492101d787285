import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { total } from '../../scripts/steps/counts.mjs'
import { tempFolder } from '../io/temp-folder'

const STEPS = join(import.meta.dirname, '..', '..', 'scripts', 'steps')
const RED = String.fromCharCode(27)

/** Runs lanes of steps in a process without a terminal, and returns what it printed. */
async function printed(lanes: string): Promise<string[]> {
  const folder = tempFolder()
  mkdirSync(folder, { recursive: true })
  const script = join(folder, 'run.mjs')
  writeFileSync(
    script,
    `import { runSideBySide } from ${JSON.stringify(join(STEPS, 'run-steps.mjs'))}
import { report } from ${JSON.stringify(join(STEPS, 'report.mjs'))}
const node = (code) => [process.execPath, '-e', code]
process.exitCode = report(await runSideBySide(${lanes}), performance.now()) && 0
`,
  )
  const { stdout } = await promisify(execFile)(process.execPath, [script], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  return stdout.split('\n')
}

describe('steps without a terminal', () => {
  it('print a line each, and nothing of what passed', async () => {
    const lines = await printed(`[[{ title: 'one', command: node('console.log("chatter")') }]]`)
    expect(lines[0]).toMatch(/^ok {6}one +\d+\.\d s$/u)
    expect(lines.join('\n')).not.toContain('chatter')
    expect(lines.at(-2)).toBe('0 passed, 0 failed')
  })

  it('print the output of a failure without control characters', async () => {
    const lines = await printed(
      `[[{ title: 'bad', command: node('console.log("${RED}[31mred${RED}[0m"); process.exit(1)') }]]`,
    )
    expect(lines[0]).toMatch(/^FAILED {2}bad/u)
    expect(lines).toContain('red')
    expect(lines.at(-2)).toBe('0 passed, 1 failed')
  })

  it('keep the output of steps side by side apart', async () => {
    const talk = (word: string): string =>
      `{ title: '${word}', command: node('for (let i = 0; i < 50; i += 1) console.log("${word}"); process.exit(1)') }`
    const lines = await printed(`[[${talk('left')}], [${talk('right')}]]`)
    const words = lines.filter((line) => line === 'left' || line === 'right')
    const changes = words.filter((word, index) => index > 0 && word !== words[index - 1])
    expect([words.length, changes.length]).toEqual([100, 1])
  })

  it('leave out a lane after a failed build', async () => {
    const lines = await printed(`[[
      { title: 'build', command: node('process.exit(1)'), isRequired: true },
      { title: 'after', command: node('') },
    ]]`)
    expect(lines.some((line) => line.includes('after'))).toBe(false)
  })
})

describe('the total', () => {
  it('counts a step that fails without a test as one failure', () => {
    const counts = { passed: 3, failed: 2, skipped: 1 }
    const results = [
      { title: 'lint', ok: false, seconds: 1, counts: null },
      { title: 'unit tests', ok: false, seconds: 1, counts },
      { title: 'types', ok: true, seconds: 1, counts: null },
    ]
    expect(total(results)).toEqual({ passed: 3, failed: 3, skipped: 1 })
  })
})
