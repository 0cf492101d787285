import { describe, expect, it } from 'vitest'
import { fileBody } from '../servers'
import { killAgain } from './kill-again'
import { stopForAWhile } from './stop-for-a-while'

const MIB = 1024 * 1024

describe('a download over eight connections', () => {
  it('is right after kill -9 in the middle and at the end', async () => {
    const file = fileBody(301, 64 * MIB)
    const ordeal = { file, kills: 3, seed: 7, bytesPerSec: 8 * MIB }
    expect(await killAgain(ordeal)).toMatchObject({
      kills: 3,
      names: ['big.bin'],
      sha256: file.sha256(),
      heldAskedAgainBytes: 0,
    })
  })

  it('is right after a while in which its process was held', async () => {
    const file = fileBody(302, 24 * MIB)
    expect(await stopForAWhile({ file, bytesPerSec: 4 * MIB })).toMatchObject({
      status: 0,
      names: ['big.bin'],
      sha256: file.sha256(),
    })
  })

  // On request, for it takes minutes: RILL_CRASH=1.
  it.runIf(process.env.RILL_CRASH)(
    'of 2 GiB is right after twenty kills, and little is asked for again',
    { timeout: 15 * 60_000 },
    async () => {
      const file = fileBody(303, 2048 * MIB)
      const outcome = await killAgain({ file, kills: 20, seed: 20, bytesPerSec: 4 * MIB })
      process.stdout.write(`${outcome.sentAgainBytes / MIB} MiB were sent again\n`)
      expect(outcome).toMatchObject({
        kills: 20,
        names: ['big.bin'],
        sha256: file.sha256(),
        heldAskedAgainBytes: 0,
      })
      expect(outcome.sentAgainBytes).toBeLessThanOrEqual(8 * MIB + file.lengthBytes / 100)
    },
  )
})
