import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const SCRIPT = join(import.meta.dirname, '..', 'scripts', 'bench-kernel.mjs')
const READING = String.raw`[\d.,]+ (ms|bytes) \([\d.,]+–[\d.,]+\)`
const ROW = new RegExp(String.raw`^\| (.+?) +\| ${READING} +\|( ${READING}, [\d.,]+x +\|){2}$`, 'u')

describe('the benchmark of the kernel', () => {
  it('measures all contenders at every workload', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, '--quick'])
    const [head, rule, ...rows] = stdout.split('\n').filter((line) => line.startsWith('|'))
    expect(head).toMatch(/^\| +\| Rill's kernel +\| async functions +\| Effection 4 +\|$/u)
    expect(rule).toMatch(/^\|(-+\|){4}$/u)
    expect(rows.map((row) => ROW.exec(row)?.[1])).toEqual([
      '1,000 Tasks that wait once, all awaited',
      '10,000 times letting others run',
      '10,000 waits for another Task, in turns',
      '100 waiters, 10 times each, at a semaphore',
      'memory of a waiting Task, of 1,000',
    ])
  })
})
