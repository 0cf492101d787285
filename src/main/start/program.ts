import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, resolve } from 'node:path'
import { Script } from 'node:vm'
import { CodeCache } from './code-cache'

interface Chunk {
  readonly exports: unknown
}

type Wrapped = (
  exports: unknown,
  require: (id: string) => unknown,
  module: Chunk,
  filename: string,
  dirname: string,
) => void

const BEFORE = '(function (exports, require, module, __filename, __dirname) {'
const AFTER = '\n})'

/**
 * Runs a program of the build: a CommonJS file and the chunks beside it. What V8 has compiled of them
 * is kept for the next start, which then has nothing to parse. Throws what the program throws while
 * it is loaded.
 */
export function runProgram(path: string): void {
  const chunks = new Map<string, Chunk>()
  const cache = new CodeCache(dirname(path))
  process.on('exit', () => cache.write())
  load(path)

  function load(file: string): unknown {
    const known = chunks.get(file)
    if (known !== undefined) return known.exports
    const chunk: Chunk = { exports: {} }
    chunks.set(file, chunk)
    const outside = createRequire(file)
    const require = (id: string): unknown =>
      id.startsWith('.') ? load(resolve(dirname(file), id)) : outside(id)
    compile(file).call(chunk.exports, chunk.exports, require, chunk, file, dirname(file))
    return chunk.exports
  }

  function compile(file: string): Wrapped {
    const name = basename(file)
    const cachedData = cache.read(name)
    const script = new Script(`${BEFORE}${readFileSync(file, 'utf8')}${AFTER}`, {
      filename: file,
      columnOffset: -BEFORE.length,
      ...(cachedData !== undefined && { cachedData }),
    })
    if (cachedData === undefined || script.cachedDataRejected === true) cache.add(name, script)
    return script.runInThisContext() as Wrapped
  }
}
