import { describe, expect, it } from 'vitest'
import type { HttpResponse } from '../../src/main/engine/ports/http'
import { compareOverlap } from '../../src/main/engine/requests/open-at'
import { Requester } from '../../src/main/engine/requests/requester'
import { run } from '../../src/main/kernel'
import { NO_OPTIONS } from '../../src/shared/download-options'
import { fleeting } from '../support/fleeting'
import { aResponse } from './a-response'

/** One byte per read. */
function byteByByte(text: string): HttpResponse {
  const bytes = [...Buffer.from(text)]
  return fleeting({
    ...aResponse(),
    *read() {
      const byte = bytes.shift()
      return byte === undefined ? null : [Uint8Array.of(byte)]
    },
    close: () => undefined,
  })
}

const requester = new Requester({
  source: {
    get: () => {
      throw new Error('nothing is requested')
    },
  },
  options: () => ({ ...NO_OPTIONS, proxy: 'none' }),
  stallMs: 1_000,
})

/** Compares the first four bytes of a body with `held`. */
async function compare(body: string, held = 'edge'): Promise<Uint8Array | null> {
  return await run(compareOverlap(requester, byteByByte(body), Buffer.from(held), 4))
}

describe('an overlap that arrives in pieces', () => {
  it('is compared as a whole', async () => {
    expect(await compare('edge, and more')).toBeNull()
    await expect(compare('ledge')).rejects.toMatchObject({ code: 'file-changed' })
  })

  it('is a short body if it ends early', async () => {
    await expect(compare('ed')).rejects.toMatchObject({
      code: 'short-body',
      facts: { expectedBytes: 4, receivedBytes: 2 },
    })
  })
})
