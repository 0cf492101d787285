import type { Program } from '../program'
import {
  asCompleted,
  attempt,
  cancel,
  cancelling,
  future,
  join,
  log,
  program,
  raise,
  returns,
  setResult,
  sleep,
  spawn,
  state,
  timeout,
} from '../statements'

const three = [
  spawn('a', sleep(5), returns(1)),
  spawn('b', sleep(2), returns(2)),
  spawn('c', sleep(7), returns(3)),
]
const all = ['a', 'b', 'c']

export const asTheyComplete: readonly Program[] = [
  program('in the order of completion', [...three, asCompleted(all), log('over')]),
  program('nothing to complete', [asCompleted([]), log('over')]),
  program('the same one twice completes once', [
    ...three,
    asCompleted(['a', 'b', 'a']),
    log('over'),
  ]),
  program('one of them is done already', [...three, sleep(3), asCompleted(all)]),
  program('an error comes in its turn', [
    ...three,
    spawn('d', sleep(3), raise('d')),
    asCompleted([...all, 'd'], { tolerant: true }),
  ]),
  program('an error ends the loop and the rest goes on', [
    ...three,
    spawn('d', sleep(3), raise('d')),
    attempt(asCompleted([...all, 'd'])),
    sleep(9),
  ]),
  program('a cancelled one raises', [
    ...three,
    spawn('k', sleep(1), cancel('c', 'c only')),
    attempt(asCompleted(all)),
    cancelling(),
    sleep(9),
  ]),
  program('the time runs out', [...three, attempt(asCompleted(all, { timeoutMs: 4 })), sleep(9)]),
  program('the time runs out for two', [
    ...three,
    asCompleted(all, { timeoutMs: 3, tolerant: true }),
    log('over'),
    sleep(9),
    state('c'),
  ]),
  program('the time runs out as one completes', [
    ...three,
    asCompleted(all, { timeoutMs: 5, tolerant: true }),
    sleep(9),
  ]),
  program('no time at all', [
    ...three,
    asCompleted(all, { timeoutMs: 0, tolerant: true }),
    sleep(9),
  ]),
  program('time enough', [...three, asCompleted(all, { timeoutMs: 20 }), log('over')]),
  program('cancel who asks for the next', [
    ...three,
    spawn('m', attempt(asCompleted(all)), cancelling()),
    sleep(3),
    cancel('m'),
    join('m'),
    sleep(9),
  ]),
  program('cancel who asks as the next completes', [
    ...three,
    spawn('m', attempt(asCompleted(all)), log('on')),
    sleep(5),
    cancel('m'),
    join('m'),
    sleep(9),
  ]),
  program('all complete in the same moment', [
    spawn('a', sleep(3), returns(1)),
    spawn('b', sleep(3), returns(2)),
    spawn('c', sleep(3), returns(3)),
    asCompleted(all),
  ]),
  program('plain futures complete', [
    future('f'),
    future('h'),
    spawn('m', asCompleted(['f', 'h'])),
    sleep(1),
    setResult('h', 1),
    sleep(1),
    setResult('f', 2),
    join('m'),
  ]),
  program('a timeout around all', [
    ...three,
    attempt(timeout(3, 'limit', asCompleted(all))),
    sleep(9),
  ]),
]
