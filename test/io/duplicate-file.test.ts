import { existsSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { duplicateFile } from '../../src/main/io/files/duplicate-file'
import { fileBody } from '../servers'
import { tempFolder } from './temp-folder'

const MEMORY = '/dev/shm'
const hasOtherDisk = existsSync(MEMORY) && statSync(MEMORY).dev !== statSync(tmpdir()).dev
const going = (): AbortSignal => new AbortController().signal

async function otherDisk(): Promise<string> {
  const folder = await mkdtemp(join(MEMORY, 'rill-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

describe.runIf(hasOtherDisk)('a file that is duplicated on another disk', () => {
  const body = fileBody(5, 9 * 1024 * 1024)

  it('is the same to the last byte, of the same time, and told of as it comes', async () => {
    const [from, to] = [join(tempFolder(), 'x'), join(await otherDisk(), 'a', 'y')]
    await writeFile(from, body.read(0, body.lengthBytes))
    await utimes(from, 1_000, 2_000)
    const progress: number[] = []
    expect(await duplicateFile(from, to, (bytes) => progress.push(bytes), going())).toBe(true)
    expect((await readFile(to)).equals(body.read(0, body.lengthBytes))).toBe(true)
    expect((await stat(to)).mtimeMs).toBe(2_000_000)
    expect(progress.at(-1)).toBe(body.lengthBytes)
    expect(progress.length).toBeGreaterThan(1)
  })

  it('takes no name that is taken', async () => {
    const [from, to] = [join(tempFolder(), 'x'), join(await otherDisk(), 'y')]
    await writeFile(from, 'mine')
    await writeFile(to, 'yours')
    expect(await duplicateFile(from, to, () => undefined, going())).toBe(false)
    expect(await readFile(to, 'utf8')).toBe('yours')
  })

  it('leaves nothing behind when it is called off', async () => {
    const [from, to] = [join(tempFolder(), 'x'), join(await otherDisk(), 'y')]
    await writeFile(from, body.read(0, body.lengthBytes))
    const controller = new AbortController()
    const called = duplicateFile(from, to, () => controller.abort(), controller.signal)
    await expect(called).rejects.toThrow()
    expect(existsSync(to)).toBe(false)
  })
})

describe('a name of a file that is told in two ways', () => {
  it('is not taken for two', async () => {
    const folder = tempFolder()
    const [real, other] = [join(folder, 'real'), join(folder, 'other')]
    await writeFile(join(folder, 'x'), 'mine')
    await symlink(folder, real)
    await symlink(folder, other)
    const duplicated = duplicateFile(join(real, 'x'), join(other, 'x'), () => undefined, going())
    expect(await duplicated).toBe(false)
  })
})
