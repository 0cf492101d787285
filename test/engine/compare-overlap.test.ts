import { describe, expect, it } from 'vitest'
import type { HttpResponse } from '../../src/main/engine/ports/http'
import { compareOverlap } from '../../src/main/engine/requests/open-at'
import { run } from '../../src/main/kernel'
import { fleeting } from '../support/fleeting'
import { aResponse } from './a-response'

/** Brings a byte a reading. */
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

describe('an edge that comes in pieces', () => {
  it('is compared as a whole', async () => {
    const held = Buffer.from('edge')
    expect(await run(compareOverlap(byteByByte('edge, and more'), held, 4, 1_000))).toBeNull()
    await expect(run(compareOverlap(byteByByte('ledge'), held, 4, 1_000))).rejects.toMatchObject({
      code: 'file-changed',
    })
  })

  it('that is not whole is a short body', async () => {
    const outcome = run(compareOverlap(byteByByte('ed'), Buffer.from('edge'), 4, 1_000))
    await expect(outcome).rejects.toMatchObject({
      code: 'short-body',
      facts: { expectedBytes: 4, receivedBytes: 2 },
    })
  })
})
