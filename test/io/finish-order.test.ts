import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, type TestContext } from 'vitest'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { run } from '../../src/main/kernel'
import { tempFolder } from './temp-folder'

const CALLS = 'link,linkat,unlink,unlinkat,rename,renameat,renameat2,fsync,fdatasync'

/** What this process asks of the system during `work`, in order, as `call(names in dir)`. */
async function calls(
  context: TestContext,
  dir: string,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const log = join(tempFolder(), 'log')
  const tracer = spawn(
    'strace',
    ['-f', '-y', '-e', `trace=${CALLS}`, '-o', log, '-p', `${process.pid}`],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const ended = once(tracer, 'close').catch(() => undefined)
  const attached = new Promise<boolean>((resolve) => {
    tracer.stderr.on('data', (text: Buffer) => {
      if (text.includes('attached')) resolve(true)
    })
    tracer.on('error', () => resolve(false))
    tracer.on('close', () => resolve(false))
  })
  if (!(await attached)) context.skip('strace is not installed, or may not look')
  try {
    await work()
  } finally {
    tracer.kill('SIGINT')
    await ended
  }
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes(dir))
    .map((line) => {
      const call = /(?<name>\w+?)(?:at2?)?\(/u.exec(line)?.groups?.name ?? line
      const names = [...line.matchAll(/[<"](?<path>\/[^">]*)[">]/gu)].map(({ groups }) =>
        (groups?.path ?? '').replace(dir, '').replace(/^\//u, ''),
      )
      return `${call}(${names.map((name) => name || '.').join(' ')})`
    })
}

describe.runIf(process.platform === 'linux')('the order on disk', () => {
  const files = new NodeFiles()

  it('is: the name, then the folder flushed', async (context) => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'x.part'), 'bytes')
    expect(await calls(context, dir, () => run(files.finish(dir, 'x.part', 'x')))).toEqual([
      'link(x.part x)',
      'unlink(x.part)',
      'fsync(.)',
    ])
  })

  it('is the same where something is replaced, in one step', async (context) => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'x.part'), 'new')
    writeFileSync(join(dir, 'x'), 'old')
    const finish = () => run(files.finish(dir, 'x.part', 'x', { replace: true }))
    expect(await calls(context, dir, finish)).toEqual(['rename(x.part x)', 'fsync(.)'])
  })

  it('is: the file removed, then the folder flushed', async (context) => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'x.part'), 'bytes')
    expect(await calls(context, dir, () => run(files.remove(dir, 'x.part')))).toEqual([
      'unlink(x.part)',
      'fsync(.)',
    ])
  })

  it('has the bytes of a flushed part before all that', async (context) => {
    const dir = tempFolder()
    const download = function* () {
      const { partName, fileName } = yield* files.reserve(dir, 'x')
      const part = yield* files.openPart(dir, partName)
      yield* part.write([Buffer.from('bytes')], 0)
      yield* part.flush()
      yield* part.close()
      yield* files.finish(dir, partName, fileName)
    }
    expect(await calls(context, dir, () => run(download()))).toEqual([
      'fdatasync(x.part)',
      'link(x.part x)',
      'unlink(x.part)',
      'fsync(.)',
    ])
  })
})
