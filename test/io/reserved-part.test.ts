import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { reservePart, STRAY_MS, takeOver } from '../../src/main/io/files/reserved-part'
import { safeName } from '../../src/main/io/files/safe-name'
import { nameFor } from '../../src/main/io/files/short-name'
import { type Coroutine, createTask, gather, run, sleep } from '../../src/main/kernel'
import { end } from '../kernel/virtually'
import { hurriedClock } from './hurried-clock'
import { tempFolder } from './temp-folder'

const soon = { clock: hurriedClock }

/** Opens and closes a part, as its download does once it is recorded. */
function* use(files: NodeFiles, dir: string, partName: string): Coroutine<void> {
  const part = yield* files.openPart(dir, partName)
  yield* part.close()
}

/** Each NodeFiles stands for a process: it knows what it made itself and nothing of the others. */
describe.runIf(process.platform === 'linux')('a part that nobody recorded', () => {
  it('is taken over when the process that made it is dead', async () => {
    const dir = tempFolder()
    await run(new NodeFiles().reserve(dir, 'x.iso'))
    const names = await run(new NodeFiles().reserve(dir, 'x.iso'), soon)
    expect(names).toEqual({ fileName: 'x.iso', partName: 'x.iso.part' })
    expect(readdirSync(dir)).toEqual(['x.iso.part'])
  })

  it('is left to a process that opens it meanwhile', async () => {
    const dir = tempFolder()
    await run(
      (function* () {
        const first = new NodeFiles()
        const { partName } = yield* first.reserve(dir, 'x')
        const second = createTask(new NodeFiles().reserve(dir, 'x'))
        yield* sleep(STRAY_MS / 2)
        yield* use(first, dir, partName)
        expect(yield* second).toMatchObject({ fileName: 'x (1)' })
        yield* use(first, dir, partName)
      })(),
      soon,
    )
  })

  it('goes to one of several that want it', async () => {
    const dir = tempFolder()
    await run(new NodeFiles().reserve(dir, 'x'))
    const download = function* (): Coroutine<{ fileName: string }> {
      const files = new NodeFiles()
      const names = yield* files.reserve(dir, 'x')
      yield* use(files, dir, names.partName)
      return names
    }
    const names = await run(
      (function* () {
        return yield* gather(Array.from({ length: 8 }, () => createTask(download())))
      })(),
      soon,
    )
    const unique = new Set(names.map(({ fileName }) => fileName))
    expect(unique.size).toBe(8)
    expect(unique).toContain('x')
    expect(readdirSync(dir)).toHaveLength(8)
  })

  it('can be taken over once by what was seen of it', async () => {
    const path = join(tempFolder(), 'x.part')
    const seen = await reservePart(path)
    if (seen === null) throw new Error('nothing was reserved')
    expect(await takeOver(path, seen)).not.toBeNull()
    expect(await takeOver(path, seen)).toBeNull()
    expect(readdirSync(join(path, '..'))).toEqual(['x.part'])
  })

  it('is refused to whoever was held so long that it was taken over', async () => {
    const dir = tempFolder()
    await run(
      (function* () {
        const [held, other] = [new NodeFiles(), new NodeFiles()]
        yield* held.reserve(dir, 'x')
        expect(yield* other.reserve(dir, 'x')).toMatchObject({ fileName: 'x' })
        const before = statSync(join(dir, 'x.part'))
        const late = createTask(use(held, dir, 'x.part'))
        yield* gather([late], { returnExceptions: true })
        expect(late.exception()).toMatchObject({ code: 'part-file-lost' })
        expect(statSync(join(dir, 'x.part'))).toEqual(before)
        yield* use(other, dir, 'x.part')
      })(),
      soon,
    )
  })

  it('is left alone while a download on record means it', async () => {
    const dir = tempFolder()
    await run(new NodeFiles().reserve(dir, 'x'))
    const isPromised = (partName: string): boolean => partName === 'x.part'
    const names = await run(new NodeFiles().reserve(dir, 'x', isPromised), soon)
    expect(names.fileName).toBe('x (1)')
  })

  it('is left as it was by whoever is cancelled while waiting for it', async () => {
    const dir = tempFolder()
    await run(new NodeFiles().reserve(dir, 'x'))
    const before = statSync(join(dir, 'x.part'))
    await run(
      (function* () {
        const task = createTask(new NodeFiles().reserve(dir, 'x'))
        yield* sleep(STRAY_MS / 2)
        yield* end(task)
      })(),
      soon,
    )
    expect(statSync(join(dir, 'x.part'))).toEqual(before)
    expect(readdirSync(dir)).toEqual(['x.part'])
  })

  it('is not what somebody else made, nor one that was opened', async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'x.part'), '')
    await run(
      (function* () {
        const files = new NodeFiles()
        expect(yield* files.reserve(dir, 'x')).toMatchObject({ fileName: 'x (1)' })
        yield* use(files, dir, 'x (1).part')
        expect(yield* new NodeFiles().reserve(dir, 'x')).toMatchObject({ fileName: 'x (2)' })
      })(),
      soon,
    )
  })

  it('has the permissions of any new file once it is opened', async () => {
    const dir = tempFolder()
    const files = new NodeFiles()
    writeFileSync(join(dir, 'any'), '')
    await run(files.reserve(dir, 'x'))
    await run(use(files, dir, 'x.part'))
    expect(statSync(join(dir, 'x.part')).mode).toBe(statSync(join(dir, 'any')).mode)
  })
})

describe('a name for a part', () => {
  it('may be that of a file which is to be replaced, and not of a folder', async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'file'), 'old')
    mkdirSync(join(dir, 'folder'))
    const files = new NodeFiles()
    const reserve = (name: string) => run(files.reserve(dir, name, () => false, { replace: true }))
    expect(await reserve('file')).toEqual({ fileName: 'file', partName: 'file.part' })
    expect(await reserve('folder')).toMatchObject({ fileName: 'folder (1)' })
    expect(await reserve('file')).toMatchObject({ fileName: 'file (1)' })
  })

  it.runIf(process.platform === 'linux')('is cut where the whole path is too long', async () => {
    let dir = tempFolder()
    while (dir.length < 3_850) dir = join(dir, 'd'.repeat(Math.min(200, 3_899 - dir.length)))
    const { fileName } = await run(new NodeFiles().reserve(dir, `${'x'.repeat(229)}.tar.gz`))
    expect(fileName).toMatch(/^x{100,130}\.tar\.gz$/u)
    expect(readdirSync(dir)).toEqual([`${fileName}.part`])
  })

  it('leaves room in the short paths of Windows, and says something in long ones', () => {
    const name = `${'é'.repeat(110)}.tar.gz`
    const short = nameFor(`C:\\${'x'.repeat(150)}`, name, 'win32')
    expect(`C:\\${'x'.repeat(150)}\\${short} (999).part`).toHaveLength(259)
    expect(short).toMatch(/^é+\.tar\.gz$/u)
    expect(nameFor(`C:\\${'x'.repeat(300)}`, name, 'win32')).toBe(`${'é'.repeat(17)}.tar.gz`)
    expect(nameFor('C:\\x', 'short.txt', 'win32')).toBe('short.txt')
    expect(nameFor(`/${'x'.repeat(300)}`, name, 'linux')).toBe(name)
    expect(nameFor(`C:\\${'x'.repeat(300)}`, `${'a'.repeat(23)} b`, 'win32')).toBe('a'.repeat(23))
  })

  it('never ends as a part does', () => {
    expect(safeName('x.part.part')).not.toMatch(/\.part$/u)
  })
})
