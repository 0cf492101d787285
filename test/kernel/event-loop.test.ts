import { describe, expect, it } from 'vitest'
import { type Clock, EventLoop, runningLoop } from '../../src/main/kernel'

/** A host whose turns the test takes one by one, and whose time only the test moves. */
class HandClock implements Clock {
  timeMs = 0
  readonly soonQueue: (() => void)[] = []
  readonly ioQueue: (() => void)[] = []
  wakes: { readonly atMs: number; readonly callback: () => void }[] = []

  now(): number {
    return this.timeMs
  }

  epochMs(): number {
    return this.timeMs
  }

  soon(callback: () => void): void {
    this.soonQueue.push(callback)
  }

  afterIo(callback: () => void): void {
    this.ioQueue.push(callback)
  }

  wakeAt(atMs: number, callback: () => void): () => void {
    const wake = { atMs, callback }
    this.wakes.push(wake)
    return () => {
      this.wakes = this.wakes.filter((armed) => armed !== wake)
    }
  }

  /** Runs what the loop has asked for before any I/O. */
  turn(): void {
    for (const callback of this.soonQueue.splice(0)) callback()
  }

  afterIoTurn(): void {
    for (const callback of this.ioQueue.splice(0)) callback()
    this.turn()
  }

  wakeUp(): void {
    const wake = this.wakes.shift()
    if (wake === undefined) throw new Error('nothing to wake up for')
    this.timeMs = Math.max(this.timeMs, wake.atMs)
    wake.callback()
    this.turn()
  }
}

function setUp() {
  const clock = new HandClock()
  const loop = new EventLoop(clock)
  const log: string[] = []
  const note = (word: string) => () => {
    log.push(word)
  }
  return { clock, loop, log, note }
}

describe('callbacks', () => {
  it('run in order, never inside another', () => {
    const { clock, loop, log, note } = setUp()
    loop.callSoon(() => {
      loop.callSoon(note('third'))
      log.push('first')
    })
    loop.callSoon(note('second'))
    expect(log).toEqual([])
    clock.turn()
    expect(log).toEqual(['first', 'second', 'third'])
  })

  it('ask the host for one turn, however many they are', () => {
    const { clock, loop, note } = setUp()
    loop.callSoon(note('a'))
    loop.callSoon(note('b'))
    loop.callLater(5, note('c'))
    expect(clock.soonQueue).toHaveLength(1)
  })

  it('know their loop, which is gone afterwards', () => {
    const { clock, loop } = setUp()
    let seen: EventLoop | null = null
    loop.callSoon(() => {
      seen = runningLoop()
    })
    clock.turn()
    expect(seen).toBe(loop)
    expect(() => runningLoop()).toThrow('no event loop')
  })
})

describe('timers', () => {
  it('run at their moment, those of the same moment in order of creation', () => {
    const { clock, loop, log, note } = setUp()
    loop.callAt(20, note('20'))
    loop.callAt(10, note('10a'))
    loop.callAt(10, note('10b'))
    clock.turn()
    expect(clock.wakes).toMatchObject([{ atMs: 10 }])
    clock.wakeUp()
    expect(log).toEqual(['10a', '10b'])
    clock.wakeUp()
    expect(log).toEqual(['10a', '10b', '20'])
    expect(clock.wakes).toEqual([])
  })

  it('that are due run after the callbacks already waiting', () => {
    const { clock, loop, log, note } = setUp()
    loop.callLater(0, note('timer'))
    loop.callSoon(note('callback'))
    clock.turn()
    expect(log).toEqual(['callback', 'timer'])
  })

  it('do not run once called off', () => {
    const { clock, loop, log, note } = setUp()
    const handle = loop.callAt(10, note('never'))
    loop.callAt(20, note('20'))
    handle.cancel()
    clock.turn()
    clock.wakeUp()
    expect([log, clock.timeMs]).toEqual([['20'], 20])
  })

  it('do not run when another of the same moment calls them off', () => {
    const { clock, loop, log, note } = setUp()
    loop.callAt(10, () => handle.cancel())
    const handle = loop.callAt(10, note('never'))
    clock.turn()
    clock.wakeUp()
    expect(log).toEqual([])
  })

  it('that come earlier move the wake-up', () => {
    const { clock, loop, note } = setUp()
    loop.callAt(50, note('50'))
    clock.turn()
    loop.callAt(20, note('20'))
    clock.turn()
    expect(clock.wakes).toMatchObject([{ atMs: 20 }])
  })

  it('are armed again when the host wakes the loop too early', () => {
    const { clock, loop, log, note } = setUp()
    loop.callAt(10, note('10'))
    clock.turn()
    const early = clock.wakes.shift()
    clock.timeMs = 9.7
    early?.callback()
    clock.turn()
    expect(log).toEqual([])
    clock.wakeUp()
    expect(log).toEqual(['10'])
  })
})

describe('a slice', () => {
  it('of 8 ms ends with a turn for I/O, and the order stays', () => {
    const { clock, loop } = setUp()
    const ran: number[] = []
    for (let number = 0; number < 1000; number += 1) {
      loop.callSoon(() => {
        ran.push(number)
        clock.timeMs += 0.05
        if (number === 0) loop.callSoon(() => ran.push(1000))
      })
    }
    clock.turn()
    expect(ran.length).toBeGreaterThanOrEqual(160)
    expect(ran.length).toBeLessThan(160 + 64)
    let turns = 1
    while (clock.ioQueue.length > 0) {
      clock.afterIoTurn()
      turns += 1
    }
    expect(ran).toEqual(Array.from({ length: 1001 }, (_, number) => number))
    expect(turns).toBeGreaterThanOrEqual(5)
  })

  it('ends also for callbacks that put in the next one for ever', () => {
    const { clock, loop } = setUp()
    const again = () => {
      clock.timeMs += 1
      loop.callSoon(again)
    }
    loop.callSoon(again)
    clock.turn()
    const firstSliceMs = clock.timeMs
    expect(firstSliceMs).toBeGreaterThanOrEqual(8)
    expect(firstSliceMs).toBeLessThan(16)
    clock.afterIoTurn()
    expect(clock.timeMs - firstSliceMs).toBeLessThan(16)
  })

  it('ends also for timers that are always due', () => {
    const { clock, loop } = setUp()
    const again = () => {
      clock.timeMs += 1
      if (clock.timeMs > 100) throw new Error('the thread was never handed back')
      loop.callLater(0, again)
    }
    loop.callLater(0, again)
    clock.turn()
    expect(clock.timeMs).toBe(8)
  })

  it('goes on over turns that follow each other at once, as those of promises do', () => {
    const { clock, loop } = setUp()
    let turns = 0
    while (clock.ioQueue.length === 0 && turns < 100) {
      loop.callSoon(() => {
        clock.timeMs += 0.5
      })
      clock.turn()
      turns += 1
    }
    expect(clock.timeMs).toBeGreaterThanOrEqual(8)
    expect(turns).toBeLessThan(30)
  })

  it('begins anew after a pause of the host', () => {
    const { clock, loop } = setUp()
    for (let turns = 0; turns < 100; turns += 1) {
      loop.callSoon(() => {
        clock.timeMs += 0.5
      })
      clock.turn()
      clock.timeMs += 2
    }
    expect(clock.ioQueue).toEqual([])
  })

  it('is not doubled by a wake-up that comes while one is owed', () => {
    const { clock, loop, note } = setUp()
    loop.callAt(5, note('timer'))
    clock.turn()
    const again = () => {
      clock.timeMs += 1
      loop.callSoon(again)
    }
    loop.callSoon(again)
    clock.turn()
    clock.wakeUp()
    clock.afterIoTurn()
    expect(clock.ioQueue).toHaveLength(1)
  })
})

describe('a callback that throws', () => {
  const fail = () => {
    throw new Error('mistake')
  }

  it('does not lose the rest of its batch, nor change its order', () => {
    const { clock, loop, log, note } = setUp()
    loop.callSoon(() => loop.callSoon(note('last')))
    loop.callSoon(fail)
    loop.callSoon(note('next'))
    expect(() => clock.turn()).toThrow('mistake')
    expect(() => runningLoop()).toThrow('no event loop')
    clock.afterIoTurn()
    expect(log).toEqual(['next', 'last'])
  })

  it('does not lose the timers, even as the last of all', () => {
    const { clock, loop, log, note } = setUp()
    loop.callSoon(() => {
      loop.callLater(10, note('timer'))
      fail()
    })
    expect(() => clock.turn()).toThrow('mistake')
    clock.afterIoTurn()
    clock.wakeUp()
    expect(log).toEqual(['timer'])
  })
})
