import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { findOrphan, reservePart, takeOver } from '../../src/main/io/files/reserved-part'
import { safeName } from '../../src/main/io/files/safe-name'
import { nameFor } from '../../src/main/io/files/short-name'
import { run } from '../../src/main/kernel'
import { describeReservedPart } from '../contracts/reserved-part'
import { realFolder } from './real-folder'
import { tempFolder } from './temp-folder'

describe.runIf(process.platform === 'linux')('on a disk that knows the sticky bit', () => {
  describeReservedPart('NodeFiles', realFolder)
})

describe.runIf(process.platform === 'linux')('a part that is reserved', () => {
  it('can be taken over once by what was seen of it', async () => {
    const path = join(tempFolder(), 'x.part')
    await reservePart(path)
    const seen = await findOrphan(path)
    if (seen === null) throw new Error('nothing was reserved')
    expect(await takeOver(path, seen)).not.toBeNull()
    expect(await takeOver(path, seen)).toBeNull()
    expect(readdirSync(join(path, '..'))).toEqual(['x.part'])
  })

  it('has the permissions of any new file once it is opened', async () => {
    const dir = tempFolder()
    const files = new NodeFiles()
    writeFileSync(join(dir, 'any'), '')
    await run(files.reserve(dir, 'x'))
    await run(
      (function* () {
        yield* (yield* files.openPart(dir, 'x.part')).close()
      })(),
    )
    expect(statSync(join(dir, 'x.part')).mode).toBe(statSync(join(dir, 'any')).mode)
  })
})

describe('a name for a part', () => {
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
