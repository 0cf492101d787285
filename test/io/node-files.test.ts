import { execFileSync } from 'node:child_process'
import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { run } from '../../src/main/kernel'
import { describeFiles } from '../contracts/files'
import { realFolder } from './real-folder'
import { tempFolder } from './temp-folder'

const files = new NodeFiles()

describeFiles('NodeFiles', realFolder)

describe('a part file', () => {
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
})

describe('finish', () => {
  const prepared = (existing: Readonly<Record<string, string>>): string => {
    const dir = tempFolder()
    for (const [name, text] of Object.entries(existing)) writeFileSync(join(dir, name), text)
    return dir
  }

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
  })
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
