import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

interface Process {
  readonly pid: number
  readonly parent: number
  readonly cpuSeconds: number
}

/** Seconds of CPU that a process and its descendants have used so far, and what they waited for. */
export function treeCpuSeconds(root: number): number {
  return tree(root).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)
}

/** The same of those that draw the windows of an Electron program: its pages' and the GPU's. */
export function drawingCpuSeconds(root: number): number {
  return tree(root)
    .filter(({ pid }) => /--type=(renderer|gpu-process)/u.test(commandLine(pid)))
    .reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)
}

/** Empty if it has just ended. */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Memory of a process now, without what it shares with others. */
export function memoryBytes(pid: number): number {
  const kib = /^Pss:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
  return Number(kib) * 1024
}

function tree(root: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => readProcess(Number(name)))
  const found = all.filter(({ pid }) => pid === root)
  // It grows while it is walked.
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid))
  return found
}

/** Nothing if it has just ended. */
function readProcess(pid: number): Process[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // After the name, which may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0)
    return [{ pid, parent: Number(fields[1]), cpuSeconds: ticks / TICKS_PER_SECOND }]
  } catch {
    return []
  }
}
