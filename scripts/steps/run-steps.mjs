import { spawn } from 'node:child_process'
import { stripVTControlCharacters, styleText } from 'node:util'
import { ROOT } from '../setup/paths.mjs'

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {string[]} command
 * @property {Record<string, string>} [env] Added to the environment.
 * @property {boolean} [isLive] With a terminal its output appears while it runs.
 * @property {boolean} [isRequired] If it fails, the rest of its lane is left out.
 * @property {() => Counts | null} [counts] The tests that it ran, read once it has ended.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ title: string, ok: boolean, seconds: number, counts: Counts | null }} Result
 */

const hasTerminal = process.stdout.isTTY === true
const running = new Set()
/** Lines that wait until a live step has left the terminal to them; null while there is none. */
let heldBack = null

for (const signal of ['SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal)
    process.exit(1)
  })
}

/**
 * Runs lanes of steps side by side, the steps of a lane in turn, and prints a line per step; the
 * output of a step follows its line if the step fails, complete and in one piece.
 *
 * @param {Step[][]} lanes
 * @returns {Promise<Result[]>}
 */
export async function runSideBySide(lanes) {
  return (await Promise.all(lanes.map(runInTurn))).flat()
}

async function runInTurn(lane) {
  const results = []
  for (const step of lane) {
    const result = await perform(step)
    results.push(result)
    if (!result.ok && step.isRequired) break
  }
  return results
}

async function perform(step) {
  const startedAtMs = performance.now()
  const isLive = step.isLive === true && hasTerminal
  if (isLive) heldBack = []
  const { status, output } = await execute(step, isLive)
  if (isLive) release()
  const seconds = (performance.now() - startedAtMs) / 1000
  const result = {
    title: step.title,
    ok: status === 0,
    seconds,
    counts: step.counts?.() ?? null,
  }
  print(lineOf(result))
  if (!result.ok && output !== '') print(`\n${output}\n`)
  return result
}

/** Runs the command; without a terminal its output has no colours and no control characters. */
function execute({ command: [program, ...args], env }, isLive) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...(hasTerminal ? { FORCE_COLOR: '1' } : {}), ...env },
      stdio: isLive ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (status) => {
      running.delete(child)
      const output = Buffer.concat(chunks).toString().trim()
      resolve({ status, output: hasTerminal ? output : plain(output) })
    })
  })
}

function plain(text) {
  return stripVTControlCharacters(text).replaceAll('\r\n', '\n').replaceAll(/.*\r/gu, '')
}

function release() {
  const lines = heldBack ?? []
  heldBack = null
  for (const line of lines) print(line)
}

function print(line) {
  if (heldBack === null) process.stdout.write(`${line}\n`)
  else heldBack.push(line)
}

/** One line about a step: `ok      types                          4.3 s`. */
export function lineOf({ title, ok, seconds, counts }) {
  const mark = ok ? 'ok    ' : 'FAILED'
  const coloured = hasTerminal ? styleText(ok ? 'green' : 'red', mark) : mark
  const time = `${seconds.toFixed(1)} s`.padStart(8)
  return `${coloured}  ${title.padEnd(30)}${time}${counts === null ? '' : `   ${countsText(counts)}`}`
}

/** `12 passed, 0 failed`, and the skipped if there are any. */
export function countsText({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
