import { describe, expect, it } from 'vitest'
import { Activities, type ActivityName } from '../../src/main/engine/life/activities'
import { type Coroutine, sleep, taskGroup } from '../../src/main/kernel'
import { virtually } from '../kernel/virtually'

/** An activity that takes a second, and a second more for its clean-up. */
function* worker(log: string[], name: string): Coroutine<void> {
  log.push(`${name} begins`)
  try {
    yield* sleep(1_000)
    log.push(`${name} is done`)
  } finally {
    yield* sleep(1_000)
    log.push(`${name} has cleaned up`)
  }
}

/** Runs `story` with activities that log what they do, and waits until all are over. */
function inActivities(
  story: (begin: (name: ActivityName) => void, activities: Activities) => Coroutine<void>,
): Promise<string[]> {
  const log: string[] = []
  return virtually(function* () {
    const activities = new Activities(() => log.push('free'))
    yield* taskGroup(function* (group): Coroutine<void> {
      activities.serveIn(group)
      const begin = (name: ActivityName): void => {
        activities.replace(1, name, () => worker(log, name))
      }
      yield* story(begin, activities)
    })
    return log
  })
}

describe('the activity of a download', () => {
  it('begins when the clean-up of the one before is over', async () => {
    const log = await inActivities(function* (begin) {
      begin('transfer')
      yield* sleep(10)
      begin('verify')
    })
    expect(log).toEqual([
      'transfer begins',
      'transfer has cleaned up',
      'verify begins',
      'verify is done',
      'verify has cleaned up',
      'free',
    ])
  })

  it('that was replaced before it began never begins', async () => {
    const log = await inActivities(function* (begin) {
      begin('transfer')
      yield* sleep(10)
      begin('verify')
      begin('prove-link')
    })
    expect(log).toEqual([
      'transfer begins',
      'transfer has cleaned up',
      'prove-link begins',
      'prove-link is done',
      'prove-link has cleaned up',
      'free',
    ])
  })

  it.each(['move', 'purge'] as const)('%s runs to its end before the next one', async (name) => {
    const log = await inActivities(function* (begin) {
      begin(name)
      yield* sleep(10)
      begin('transfer')
    })
    expect(log.slice(0, 4)).toEqual([
      `${name} begins`,
      `${name} is done`,
      `${name} has cleaned up`,
      'transfer begins',
    ])
  })

  it('still runs when it waits behind another one that was replaced', async () => {
    const log = await inActivities(function* (begin) {
      begin('transfer')
      yield* sleep(10)
      begin('purge')
      begin('verify')
    })
    expect(log.filter((entry) => entry.endsWith('begins'))).toEqual([
      'transfer begins',
      'purge begins',
      'verify begins',
    ])
  })

  it('ends without a next one when it is cancelled', async () => {
    const log = await inActivities(function* (begin, activities) {
      begin('transfer')
      yield* sleep(10)
      activities.end(1)
    })
    expect(log).toEqual(['transfer begins', 'transfer has cleaned up', 'free'])
  })

  it('of one download does not wait for that of another', async () => {
    const log: string[] = []
    await virtually(function* () {
      const activities = new Activities(() => undefined)
      yield* taskGroup(function* (group): Coroutine<void> {
        activities.serveIn(group)
        for (const id of [1, 2]) activities.replace(id, 'transfer', () => worker(log, `${id}`))
        yield* sleep(10)
      })
    })
    expect(log.slice(0, 2)).toEqual(['1 begins', '2 begins'])
  })
})
