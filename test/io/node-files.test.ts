import { execFileSync } from 'node:child_process'
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { type Coroutine, run, systemClock, type Task, taskGroup } from '../../src/main/kernel'
import { tempFolder } from './temp-folder'

const files = new NodeFiles()

/** The files below `dir` that this process has open. */
function openFiles(dir: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`)
      return path.startsWith(dir) ? [path] : []
    } catch {
      // The one that listed the folder is gone.
      return []
    }
  })
}

/**
 * Runs a new `work` again and again, cancelled a turn of the host later each time, until it is
 * over before that. The loop turns slowly, so that no moment is left out.
 */
async function cancelAtEveryMoment(work: (round: number) => Coroutine<unknown>): Promise<number> {
  const clock = { ...systemClock, soon: systemClock.afterIo }
  for (let round = 0; ; round += 1) {
    const { inner } = await run(
      taskGroup(function* (group): Coroutine<{ inner: Task<unknown> }> {
        const inner = group.spawn(work(round))
        let turns = round
        const turn = (): void => {
          turns -= 1
          if (turns < 0) inner.cancel()
          else setImmediate(turn)
        }
        turn()
        return { inner }
      }),
      { clock },
    )
    if (!inner.cancelled()) return round
  }
}

describe('reserve', () => {
  it('makes the folder and an empty part file', async () => {
    const dir = join(tempFolder(), 'a', 'b')
    expect(await run(files.reserve(dir, 'x.iso'))).toEqual({
      fileName: 'x.iso',
      partName: 'x.iso.part',
    })
    expect(statSync(join(dir, 'x.iso.part')).size).toBe(0)
  })

  it('touches no file that is there, finished or not', async () => {
    const dir = tempFolder()
    for (const name of ['x.iso', 'x (1).iso.part']) writeFileSync(join(dir, name), 'mine')
    mkdirSync(join(dir, 'x (2).iso'))
    expect(await run(files.reserve(dir, 'x.iso'))).toMatchObject({ fileName: 'x (3).iso' })
    for (const name of ['x.iso', 'x (1).iso.part']) {
      expect(readFileSync(join(dir, name), 'utf8')).toBe('mine')
    }
  })

  it('gives a hundred who want the same name a hundred names', async () => {
    const dir = tempFolder()
    const tasks = await run(
      taskGroup(function* (group): Coroutine<Task<{ fileName: string }>[]> {
        return Array.from({ length: 100 }, () => group.spawn(files.reserve(dir, 'x.iso')))
      }),
    )
    expect(new Set(tasks.map((task) => task.result().fileName)).size).toBe(100)
    expect(readdirSync(dir)).toHaveLength(100)
  })

  it('leaves nothing behind when it is cancelled, at whatever moment', async () => {
    const dir = tempFolder()
    const rounds = await cancelAtEveryMoment((round) => files.reserve(dir, `${round}`))
    expect(rounds).toBeGreaterThan(1)
    expect(readdirSync(dir)).toEqual([`${rounds}.part`])
  })
})

describe('a part file', () => {
  it('takes chunks at positions and is cut and extended', async () => {
    const dir = tempFolder()
    await run(
      (function* () {
        const { partName } = yield* files.reserve(dir, 'x')
        const part = yield* files.openPart(dir, partName)
        yield* part.setLength(12)
        yield* part.write([Buffer.from('lo'), Buffer.alloc(0), Buffer.from(' you')], 3)
        yield* part.write([Buffer.from('Hel')], 0)
        yield* part.write([], 0)
        expect(yield* part.lengthBytes()).toBe(12)
        yield* part.setLength(9)
        yield* part.flush()
        yield* part.close()
      })(),
    )
    expect(readFileSync(join(dir, 'x.part'), 'utf8')).toBe('Hello you')
    expect(openFiles(dir)).toEqual([])
  })

  it('takes more chunks at once than one system call does', async () => {
    const dir = tempFolder()
    const chunks = Array.from({ length: 3000 }, (_, index) => Buffer.from(`${index},`))
    await run(
      (function* () {
        const part = yield* files.openPart(dir, 'x.part')
        yield* part.write(chunks, 0)
        yield* part.close()
      })(),
    )
    expect(readFileSync(join(dir, 'x.part')).equals(Buffer.concat(chunks))).toBe(true)
  })

  it('keeps its bytes when it is opened again, and begins empty when it is gone', async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'x.part'), 'kept')
    const lengthOf = function* (): Coroutine<number> {
      const part = yield* files.openPart(dir, 'x.part')
      const lengthBytes = yield* part.lengthBytes()
      yield* part.close()
      return lengthBytes
    }
    expect(await run(lengthOf())).toBe(4)
    rmSync(join(dir, 'x.part'))
    expect(await run(lengthOf())).toBe(0)
  })

  it.runIf(process.platform === 'linux')(
    'is closed when its opening is cancelled, at whatever moment',
    async () => {
      const dir = tempFolder()
      const rounds = await cancelAtEveryMoment(() => files.openPart(dir, 'x.part'))
      expect(rounds).toBeGreaterThan(1)
      expect(openFiles(dir)).toHaveLength(1)
    },
  )
})

describe('finish', () => {
  const prepared = (existing: Readonly<Record<string, string>>): string => {
    const dir = tempFolder()
    for (const [name, text] of Object.entries(existing)) writeFileSync(join(dir, name), text)
    return dir
  }

  it('gives the part its final name', async () => {
    const dir = prepared({ 'x.part': 'bytes' })
    expect(await run(files.finish(dir, 'x.part', 'x'))).toBe(true)
    expect(readdirSync(dir)).toEqual(['x'])
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('bytes')
  })

  it('replaces nothing', async () => {
    const dir = prepared({ 'x.part': 'bytes', x: 'mine' })
    expect(await run(files.finish(dir, 'x.part', 'x'))).toBe(false)
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('mine')
    expect(readFileSync(join(dir, 'x.part'), 'utf8')).toBe('bytes')
  })

  it('completes what a crash between its two steps left', async () => {
    const dir = prepared({ 'x.part': 'bytes' })
    linkSync(join(dir, 'x.part'), join(dir, 'x'))
    expect(await run(files.finish(dir, 'x.part', 'x'))).toBe(true)
    expect(readdirSync(dir)).toEqual(['x'])
  })

  it('tells a part file that is gone from a folder that is gone', async () => {
    const dir = prepared({})
    await expect(run(files.finish(dir, 'x.part', 'x'))).rejects.toMatchObject({
      code: 'part-file-lost',
    })
    await expect(run(files.finish(join(dir, 'none'), 'x.part', 'x'))).rejects.toMatchObject({
      code: 'folder-missing',
    })
    await expect(run(files.finish(dir, 'x.part', 'x', { replace: true }))).rejects.toMatchObject({
      code: 'part-file-lost',
    })
  })

  it('replaces what it may, in one step', async () => {
    const dir = prepared({ x: 'old' })
    const final = join(dir, 'x')
    const seen = new Set<string>()
    let looks = 0
    let finished = false
    const watch = (): void => {
      if (finished) return
      seen.add(existsSync(final) ? readFileSync(final, 'utf8') : 'nothing')
      looks += 1
      setImmediate(watch)
    }
    watch()
    for (let round = 0; round < 20; round += 1) {
      writeFileSync(join(dir, 'x.part'), 'new')
      expect(await run(files.finish(dir, 'x.part', 'x', { replace: true }))).toBe(true)
    }
    finished = true
    expect(looks).toBeGreaterThan(20)
    expect([...seen]).toEqual(['old', 'new'])
    expect(readdirSync(dir)).toEqual(['x'])
  })

  it('replaces a link, not what it leads to', async () => {
    const dir = prepared({ 'x.part': 'new', precious: 'mine' })
    symlinkSync('precious', join(dir, 'x'))
    expect(await run(files.finish(dir, 'x.part', 'x', { replace: true }))).toBe(true)
    expect(readFileSync(join(dir, 'precious'), 'utf8')).toBe('mine')
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('new')
  })

  it('replaces no folder', async () => {
    const dir = prepared({ 'x.part': 'new' })
    mkdirSync(join(dir, 'x'))
    expect(await run(files.finish(dir, 'x.part', 'x', { replace: true }))).toBe(false)
    expect(readdirSync(dir).sort()).toEqual(['x', 'x.part'])
    expect(statSync(join(dir, 'x')).isDirectory()).toBe(true)
  })

  it('keeps both files when it cannot replace', async (context) => {
    if (process.platform !== 'linux') context.skip('what a file may be denied differs')
    const dir = prepared({ 'x.part': 'new', x: 'old' })
    try {
      execFileSync('chattr', ['+i', join(dir, 'x')], { stdio: 'ignore' })
    } catch {
      context.skip('making a file immutable takes root and a disk that knows it')
    }
    try {
      await expect(run(files.finish(dir, 'x.part', 'x', { replace: true }))).rejects.toMatchObject({
        code: 'folder-not-writable',
      })
    } finally {
      execFileSync('chattr', ['-i', join(dir, 'x')])
    }
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('old')
    expect(readFileSync(join(dir, 'x.part'), 'utf8')).toBe('new')
  })

  it('completes what a crash left where a file can have no second name', async () => {
    const dir = prepared({ 'x.part': 'bytes', x: '', y: 'mine' })
    const takingName = new Date('1981-02-03T04:05:06Z')
    utimesSync(join(dir, 'x.part'), takingName, takingName)
    expect(await run(files.finish(dir, 'x.part', 'y'))).toBe(false)
    expect(await run(files.finish(dir, 'x.part', 'x'))).toBe(true)
    expect(readdirSync(dir).sort()).toEqual(['x', 'y'])
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('bytes')
    expect(statSync(join(dir, 'x')).mtimeMs).toBeGreaterThan(takingName.getTime() + 1e12)
  })

  it('takes an empty file of somebody else for what it is', async () => {
    const dir = prepared({ 'x.part': 'bytes', x: '' })
    expect(await run(files.finish(dir, 'x.part', 'x'))).toBe(false)
    expect(statSync(join(dir, 'x')).size).toBe(0)
  })

  it('completes a link of before although it may replace', async () => {
    const dir = prepared({ 'x.part': 'bytes' })
    linkSync(join(dir, 'x.part'), join(dir, 'x'))
    expect(await run(files.finish(dir, 'x.part', 'x', { replace: true }))).toBe(true)
    expect(readdirSync(dir)).toEqual(['x'])
  })

  it('replaces nothing either where a file can have no second name', async (context) => {
    const dir = prepared({ 'x.part': 'bytes', taken: 'mine' })
    if (!exhaustLinks(join(dir, 'x.part'))) context.skip('this file system knows no most of links')
    const { mtimeMs } = statSync(join(dir, 'x.part'))
    expect(await run(files.finish(dir, 'x.part', 'taken'))).toBe(false)
    expect(readFileSync(join(dir, 'taken'), 'utf8')).toBe('mine')
    expect(Math.abs(statSync(join(dir, 'x.part')).mtimeMs - mtimeMs)).toBeLessThan(10)
    expect(await run(files.finish(dir, 'x.part', 'x'))).toBe(true)
    expect(readFileSync(join(dir, 'x'), 'utf8')).toBe('bytes')
    expect(existsSync(join(dir, 'x.part'))).toBe(false)
    expect(Date.now() - statSync(join(dir, 'x')).mtimeMs).toBeLessThan(3_600_000)
  }, 60_000)
})

/** Makes further links to `path` fail as they do on FAT: with all the names that ext4 allows. */
function exhaustLinks(path: string): boolean {
  const dir = tempFolder()
  try {
    for (let count = 0; count < 66_000; count += 1) linkSync(path, join(dir, `${count}`))
  } catch {
    return true
  }
  return false
}

describe('the rest', () => {
  it('tells the length of a file, and null without one', async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'x'), '12345')
    expect(await run(files.lengthOf(dir, 'x'))).toBe(5)
    expect(await run(files.lengthOf(dir, 'y'))).toBeNull()
    expect(await run(files.lengthOf(join(dir, 'none'), 'y'))).toBeNull()
  })

  it('removes a file, and minds none that is gone', async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'x'), '')
    await run(files.remove(dir, 'x'))
    await run(files.remove(dir, 'x'))
    expect(readdirSync(dir)).toEqual([])
  })

  it('tells the free space of a folder that is not there yet, and does not make it', async () => {
    const dir = tempFolder()
    expect(await run(files.freeBytes(join(dir, 'a', 'b')))).toBeGreaterThan(0)
    expect(readdirSync(dir)).toEqual([])
  })

  it('tells whether a folder is there', async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'x'), '')
    expect(await run(files.isFolder(dir))).toBe(true)
    expect(await run(files.isFolder(join(dir, 'none')))).toBe(false)
    expect(await run(files.isFolder(join(dir, 'x')))).toBe(false)
  })
})
