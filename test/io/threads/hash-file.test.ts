import { createHash } from 'node:crypto'
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashFile } from '../../../src/main/io/threads/hash-file'
import type { HashFileInput, HashFileOutput } from '../../../src/main/io/threads/jobs/hash-file'
import { WorkerThreads } from '../../../src/main/io/threads/worker-threads'
import { type Coroutine, Event, run, Task, toThread } from '../../../src/main/kernel'
import { end, thrownBy } from '../../kernel/virtually'
import { fileBody } from '../../servers'
import { tempFolder } from '../temp-folder'

const MIB = 1024 * 1024
const body = fileBody(17, 3 * MIB + 5)
/** With all the time that a job needs to end by itself. */
const threads = new WorkerThreads({ size: 1, graceMs: 60_000 })

function aFile(): string {
  const path = join(tempFolder(), 'file')
  writeFileSync(path, body.read(0, body.lengthBytes))
  return path
}

const hashOf = (input: HashFileInput): Promise<HashFileOutput> =>
  run(toThread(hashFile, input), { threads })

const sha256 = (start: number, end: number): string =>
  createHash('sha256').update(body.read(start, end)).digest('hex')

describe('hash-file', () => {
  it.each([
    ['md5', 'md5'],
    ['sha-1', 'sha1'],
    ['sha-256', 'sha256'],
    ['sha-512', 'sha512'],
  ] as const)('hashes a file by %s', async (algorithm, name) => {
    expect(await hashOf({ path: aFile(), algorithm })).toEqual({
      hash: createHash(name).update(body.read(0, body.lengthBytes)).digest('hex'),
      bytes: body.lengthBytes,
    })
  })

  it.each([
    ['from its beginning', 0, MIB],
    ['in the middle', MIB - 1, 2 * MIB + 1],
    ['of nothing', 10, 10],
  ])('hashes a range: %s', async (_where, start, end) => {
    const output = await hashOf({ path: aFile(), algorithm: 'sha-256', range: { start, end } })
    expect(output).toEqual({ hash: sha256(start, end), bytes: end - start })
  })

  it('hashes what is there of a range that the file does not fill', async () => {
    const range = { start: MIB, end: 2 ** 40 }
    const output = await hashOf({ path: aFile(), algorithm: 'sha-256', range })
    const bytes = body.lengthBytes - MIB
    expect(output).toEqual({ hash: sha256(MIB, body.lengthBytes), bytes })
  })

  it('throws what the file system throws, with its code', async () => {
    const path = join(tempFolder(), 'missing')
    const error = await run(thrownBy(toThread(hashFile, { path, algorithm: 'md5' })), { threads })
    expect(error).toMatchObject({ code: 'ENOENT', path })
  })

  it('reports now and then, and ends when it is cancelled', async () => {
    const path = join(tempFolder(), 'huge')
    writeFileSync(path, '')
    const hugeBytes = 8 * 1024 * MIB
    truncateSync(path, hugeBytes)
    await run(
      (function* (): Coroutine<void> {
        const reports: number[] = []
        const enough = new Event()
        const startedAtMs = performance.now()
        const task = new Task(
          toThread(
            hashFile,
            { path, algorithm: 'sha-256' },
            {
              onProgress(bytes) {
                reports.push(bytes)
                if (reports.length === 2) enough.set()
              },
            },
          ),
        )
        yield* enough.wait()
        expect(performance.now() - startedAtMs).toBeGreaterThan(499)
        yield* end(task)
        expect(task.cancelled()).toBe(true)
        const [first = 0, second = 0] = reports
        expect(first).toBeGreaterThan(0)
        expect(second).toBeGreaterThan(first)
        expect(second).toBeLessThan(hugeBytes)
      })(),
      { threads },
    )
  })
})
