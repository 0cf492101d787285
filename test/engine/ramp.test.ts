import { describe, expect, it } from 'vitest'
import { Ramp } from '../../src/main/engine/ramp'

/** Plays a download whose connections bring what `bytesPerSec` says of their number. */
class Play {
  nowMs = 0
  readonly ramp = new Ramp()
  readonly #bytesPerSec: (connections: number) => number
  #bytes = 0

  constructor(bytesPerSec: (connections: number) => number) {
    this.#bytesPerSec = bytesPerSec
  }

  /** Looks four times a second; all connections there should be are there at once. */
  run(ms: number): number {
    const endMs = this.nowMs + ms
    while (this.nowMs < endMs) {
      const connections = this.ramp.target
      this.ramp.look({ nowMs: this.nowMs, bytes: this.#bytes, connections, opening: 0 })
      this.#bytes += this.#bytesPerSec(connections) / 4
      this.nowMs += 250
    }
    return this.ramp.target
  }
}

describe('the number of connections', () => {
  it('begins with a few, without looking', () => {
    expect(new Ramp().target).toBe(4)
  })

  it('doubles as long as that makes it faster', () => {
    const play = new Play((connections) => connections * 1000)
    expect([play.run(1_000), play.run(750), play.run(750)]).toEqual([8, 16, 32])
  })

  it('goes back to where more brought nothing, and stays there', () => {
    const play = new Play((connections) => Math.min(connections, 8) * 1000)
    expect(play.run(10_000)).toBe(8)
    expect(play.run(20_000)).toBe(8)
  })

  it('is tried again later, since things change', () => {
    let most = 4
    const play = new Play((connections) => Math.min(connections, most) * 1000)
    expect(play.run(30_000)).toBe(4)
    most = 16
    expect(play.run(10_000)).toBe(16)
  })

  it('is not judged by a time in which all were held', () => {
    const play = new Play((connections) => connections * 1000)
    play.run(1_250)
    play.nowMs += 60_000
    play.ramp.interrupted()
    expect(play.run(750)).toBe(16)
  })

  it('is not judged while some are being opened, or are fewer than there should be', () => {
    const ramp = new Ramp()
    for (let nowMs = 0; nowMs < 5_000; nowMs += 250) {
      ramp.look({ nowMs, bytes: nowMs, connections: 5, opening: 1 })
      ramp.look({ nowMs, bytes: nowMs, connections: 3, opening: 0 })
    }
    expect(ramp.target).toBe(4)
  })

  it('is what the server took when it refused one, for a while', () => {
    const play = new Play((connections) => connections * 1000)
    play.run(1_000)
    play.ramp.refused(play.nowMs, 5)
    play.ramp.refused(play.nowMs, 5)
    expect(play.run(29_000)).toBe(5)
    expect(play.run(1_750)).toBe(10)
  })

  it('is raised later each time that this is refused, and is at least one', () => {
    const play = new Play((connections) => connections * 1000)
    const rests: number[] = []
    for (let time = 0; time < 3; time += 1) {
      play.ramp.refused(play.nowMs, 0)
      const sinceMs = play.nowMs
      expect(play.ramp.target).toBe(1)
      while (play.run(250) === 1);
      rests.push(Math.round((play.nowMs - sinceMs) / 10_000) * 10)
    }
    expect(rests).toEqual([30, 60, 120])
  })
})
