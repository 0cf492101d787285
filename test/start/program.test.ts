import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const START = join(import.meta.dirname, '..', '..', 'out', 'main', 'start.js')

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rill-start-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function run(program: string): Promise<string> {
  const path = JSON.stringify(join(folder, program))
  const script = `require(${JSON.stringify(START)}).runProgram(${path})`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script])
  return stdout
}

const write = (name: string, code: string): Promise<void> => writeFile(join(folder, name), code)

const cachePaths = async (): Promise<string[]> => {
  const names = await readdir(join(folder, 'code-cache'))
  return names.sort().map((name) => join(folder, 'code-cache', name))
}

describe('a program of the build', () => {
  it('has its chunks, each once, and what Node has', async () => {
    await write('a.js', "exports.word = require('node:path').basename(__filename)")
    await write('b.js', "module.exports = require('./a.js')")
    await write(
      'main.js',
      "console.log(require('./a.js') === require('./b.js'), require('./a.js').word)",
    )
    expect(await run('main.js')).toBe('true a.js\n')
  })

  it('is compiled once, for all later starts', async () => {
    await write('chunk.js', 'exports.word = () => 42')
    await write('main.js', "console.log(require('./chunk.js').word())")
    expect(await run('main.js')).toBe('42\n')
    const paths = await cachePaths()
    expect(paths).toHaveLength(2)
    const before = await Promise.all(paths.map((path) => stat(path)))
    expect(await run('main.js')).toBe('42\n')
    expect(await cachePaths()).toEqual(paths)
    const after = await Promise.all(paths.map((path) => stat(path)))
    expect(after.map(({ ino }) => ino)).toEqual(before.map(({ ino }) => ino))
  })

  it('runs from what was compiled, not from its source', async () => {
    await write('main.js', "console.log('old')")
    await run('main.js')
    // As long as the other, which is all that V8 compares.
    await write('main.js', "console.log('new')")
    expect(await run('main.js')).toBe('old\n')
  })

  it('is compiled anew where what is kept is of no use', async () => {
    await write('main.js', "console.log('whole')")
    await run('main.js')
    const [path = ''] = await cachePaths()
    const whole = await readFile(path)
    await writeFile(path, whole.subarray(0, whole.byteLength / 2))
    expect(await run('main.js')).toBe('whole\n')
    expect((await stat(path)).size).toBe(whole.byteLength)
  })

  it('runs where nothing can be kept', async () => {
    await write('main.js', "console.log('here')")
    // A file in the way stops even those who may write everywhere.
    await write('code-cache', '')
    await chmod(join(folder, 'code-cache'), 0o400)
    expect(await run('main.js')).toBe('here\n')
  })

  it('leaves nothing half written behind', async () => {
    await write('main.js', "console.log('here')")
    await run('main.js')
    const [path = ''] = await cachePaths()
    await rm(path)
    await mkdir(path)
    expect(await run('main.js')).toBe('here\n')
    expect(await cachePaths()).toEqual([path])
  })

  it('says in a stack where the source is', async () => {
    await write('main.js', "console.log(new Error('here').stack.split('\\n')[1])")
    expect(await run('main.js')).toContain(`${join(folder, 'main.js')}:1:13`)
  })
})
