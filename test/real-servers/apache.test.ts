import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { startRealEngine } from '../engine-real/start-real-engine'
import { fileBody } from '../servers'
import { apache } from './apache'
import { bytesOf, describeServer, partly, writeFile } from './stories'

const MIB = 1024 * 1024
const file = fileBody(231, 4 * MIB + 5)

describeServer(apache, (server) => {
  it('gives the right file when its copy has another ETag', async () => {
    writeFile(server().root, 'mirror.bin', bytesOf(file))
    const before = await partly(server().url('/slow/mirror.bin'))
    // The same bytes and the same date in another place on the disk.
    writeFile(server().root, 'mirror.bin', bytesOf(file))
    const after = await startRealEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed' })
    expect(await after.sha256('mirror.bin')).toBe(file.sha256())
  })

  it('gives a file whose ETag is weak since it was written just now', async () => {
    const today = (Date.now() - Date.UTC(2025, 11, 31)) / 86_400_000
    writeFile(server().root, 'fresh.bin', bytesOf(file), today)
    const before = await partly(server().url('/slow/fresh.bin'))
    const after = await startRealEngine({ after: before })
    expect(await after.ended(1)).toMatchObject({ state: 'completed' })
    expect(await after.sha256('fresh.bin')).toBe(file.sha256())
  })

  it('gives a .tar.gz as it is, though it calls it a tar that is gzipped', async () => {
    const packed = gzipSync(file.read(0, 2 * MIB))
    writeFile(server().root, 'archive.tar.gz', packed)
    const rill = await startRealEngine()
    expect(await rill.get(server().url('/archive.tar.gz'))).toMatchObject({ state: 'completed' })
    expect(readFileSync(join(rill.dir, 'archive.tar.gz')).equals(packed)).toBe(true)
  })
})
