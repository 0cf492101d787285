import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { heldBytes } from '../cli/held-bytes'
import { startRealEngine } from '../engine-real/start-real-engine'
import { fileBody } from '../servers'
import { nginx } from './nginx'
import { bytesOf, describeServer, logged, partly, writeFile } from './stories'

const file = fileBody(221, 4 * 1024 * 1024 + 5)

describeServer(nginx, (server) => {
  it('continues by date where its ETag is weak', async () => {
    writeFile(server().root, 'weak.bin', bytesOf(file))
    const before = await partly(server().url('/weak/weak.bin'))
    const held = heldBytes(before.dataDir)
    const after = await startRealEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed', proof: 'validator' })
    expect(await after.sha256('weak.bin')).toBe(file.sha256())
    expect(await logged(server(), '/weak/weak.bin', { start: 1, end: held + 1 })).toMatchObject({
      status: 206,
      ifRange: 'Thu, 01 Jan 2026 00:00:00 GMT',
    })
  })

  it('continues a file that has neither ETag nor date', async () => {
    writeFile(server().root, 'bare.bin', bytesOf(file))
    const before = await partly(server().url('/bare/bare.bin'))
    const after = await startRealEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed', proof: 'length' })
    expect(await after.sha256('bare.bin')).toBe(file.sha256())
  })

  it('mixes no versions of a file that has neither ETag nor date', async () => {
    const newer = fileBody(222, file.lengthBytes)
    writeFile(server().root, 'changed.bin', bytesOf(file))
    const before = await partly(server().url('/bare/changed.bin'))
    writeFile(server().root, 'changed.bin', bytesOf(newer))
    const after = await startRealEngine({ after: before })
    const { state } = await after.ended(1)
    if (state === 'failed') after.engine.control.retry([1])
    expect(await after.ended(1)).toMatchObject({ state: 'completed' })
    expect(await after.sha256('changed.bin')).toBe(newer.sha256())
  })

  it('gives the plain bytes, or none, of what it packed unasked', async () => {
    const text = Buffer.from('packed long ago\n'.repeat(10_000))
    writeFile(server().root, 'log.txt.gz', gzipSync(text))
    const rill = await startRealEngine()
    const { state, error } = await rill.get(server().url('/packed/log.txt'))
    const path = join(rill.dir, 'log.txt')
    if (state === 'completed') expect(readFileSync(path).equals(text)).toBe(true)
    else expect([error?.code, existsSync(path)]).toEqual(['encoded-answer', false])
  })
})
