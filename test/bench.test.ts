import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { tempFolder } from './io/temp-folder'
import { nginx } from './real-servers/nginx'
import { missing } from './real-servers/run-server'

const SCRIPT = join(import.meta.dirname, '..', 'scripts', 'bench.mjs')
const LACKING = missing(nginx) !== null || !existsSync('/usr/bin/time')

describe.skipIf(LACKING)('the benchmark', () => {
  it('measures and writes all workloads', async () => {
    const out = tempFolder()
    await promisify(execFile)(process.execPath, [SCRIPT, '--quick', '--out', out])
    const results = await readFile(join(out, 'bench', 'results.md'), 'utf8')
    expect(results.match(/^## .+$/gmu)).toEqual([
      '## big',
      '## scaling',
      '## lines',
      '## small',
      '## queue',
      '## smooth',
      '## durability',
      '## start',
      '## window',
    ])
    expect(results).toMatch(/^\| rill get +\| [\d.]+ s \([\d.]+–[\d.]+ s\)/mu)
    expect(await readFile(join(out, 'docs', 'speed.svg'), 'utf8')).toMatch(/^<svg /u)
  })
})
