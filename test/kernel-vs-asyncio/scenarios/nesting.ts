import type { Program } from '../program'
import {
  attempt,
  barrier,
  body,
  cancel,
  cancelling,
  catching,
  condition,
  finallyDo,
  gathering,
  gatheringAll,
  get,
  group,
  join,
  log,
  look,
  make,
  notifyAll,
  program,
  put,
  raise,
  repeat,
  rethrow,
  returns,
  shielded,
  sleep,
  spawn,
  spawnInto,
  start,
  state,
  task,
  taskDone,
  timeout,
  uncancel,
  using,
  wait,
  waiting,
  within,
} from '../statements'

export const nesting: readonly Program[] = [
  program('a worker pool is cancelled when the work is done', [
    make('queue', 'q'),
    repeat(5, put('q', 1)),
    spawn('w1', repeat(9, get('q'), sleep(2), taskDone('q'))),
    spawn('w2', repeat(9, get('q'), sleep(3), taskDone('q'))),
    wait({ on: 'join', of: 'q' }),
    cancel('w1'),
    cancel('w2'),
    wait(gatheringAll(task('w1'), task('w2'))),
  ]),
  program('locks are released on the way out of a failing group', [
    make('lock', 'l'),
    attempt(
      group(
        'g',
        spawnInto('g', 'a', using('l', finallyDo([sleep(9)], [sleep(1)]))),
        spawnInto('g', 'b', using('l', sleep(1))),
        spawnInto('g', 'c', sleep(2), raise('c')),
      ),
    ),
    look('lock', 'l'),
  ]),
  program('a timeout in a task of a group in a timeout', [
    attempt(
      timeout(
        6,
        'outer',
        group(
          'g',
          spawnInto('g', 'a', attempt(timeout(2, 'in', sleep(9))), sleep(9)),
          spawnInto('g', 'b', finallyDo([sleep(9)], [sleep(1)])),
        ),
      ),
    ),
    cancelling(),
  ]),
  program('a group in a gather in a waitFor', [
    attempt(
      wait(
        within(
          4,
          gathering(
            body(
              'x',
              group('g', spawnInto('g', 'a', finallyDo([sleep(9)], [sleep(2), log('a out')]))),
            ),
            body('y', sleep(1), returns(1)),
          ),
        ),
      ),
    ),
    cancelling(),
  ]),
  program('three groups deep, the innermost fails', [
    attempt(
      group(
        'g1',
        spawnInto('g1', 'a', finallyDo([sleep(20)], [sleep(1)])),
        group(
          'g2',
          spawnInto('g2', 'b', finallyDo([sleep(20)], [sleep(2)])),
          group('g3', spawnInto('g3', 'c', sleep(1), raise('c')), sleep(20)),
        ),
      ),
    ),
    cancelling(),
    sleep(1),
  ]),
  program('three groups deep, cancelled from outside', [
    spawn(
      'm',
      group(
        'g1',
        spawnInto('g1', 'a', finallyDo([sleep(20)], [sleep(1)])),
        group(
          'g2',
          spawnInto('g2', 'b', finallyDo([sleep(20)], [sleep(2)])),
          group('g3', spawnInto('g3', 'c', finallyDo([sleep(20)], [sleep(3)]))),
        ),
      ),
    ),
    sleep(2),
    cancel('m', 'all'),
    attempt(join('m')),
  ]),
  program('a shielded task of a group is still cancelled by the group', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', finallyDo([sleep(9)], [log('a out')])),
        spawnInto('g', 'b', sleep(1), raise('b')),
        wait(shielded(task('a'))),
      ),
    ),
    state('a'),
  ]),
  program('retry with a timeout', [
    spawn('a', repeat(3, attempt(timeout(2, 't', sleep(5)))), returns(1)),
    join('a'),
    cancelling('a'),
  ]),
  program('a retry is cancelled for good', [
    spawn('a', repeat(3, catching(['TimeoutError'], [timeout(2, 't', sleep(5))]))),
    sleep(3),
    cancel('a'),
    attempt(join('a')),
  ]),
  program('a semaphore within a group within a timeout', [
    make('semaphore', 's', 1),
    attempt(
      timeout(
        5,
        't',
        group(
          'g',
          spawnInto('g', 'a', using('s', sleep(3))),
          spawnInto('g', 'b', using('s', sleep(3))),
          spawnInto('g', 'c', using('s', sleep(3))),
        ),
      ),
    ),
    look('semaphore', 's'),
  ]),
  program('a condition in a group that fails', [
    make('condition', 'c'),
    attempt(
      group(
        'g',
        spawnInto('g', 'a', using('c', wait(condition('c')))),
        spawnInto('g', 'b', using('c', wait(condition('c')))),
        spawnInto('g', 'd', sleep(1), using('c', notifyAll('c'), raise('d'))),
      ),
    ),
    look('condition', 'c'),
  ]),
  program('a barrier in a group', [
    make('barrier', 'b', 3),
    group(
      'g',
      spawnInto('g', 'x', sleep(1), wait(barrier('b')), log('x')),
      spawnInto('g', 'y', sleep(2), wait(barrier('b')), log('y')),
      wait(barrier('b')),
    ),
    look('barrier', 'b'),
  ]),
  program('a race whose losers are cancelled', [
    start('x', body('x', finallyDo([sleep(5)], [sleep(1)]))),
    start('y', body('y', sleep(2), returns(2))),
    wait(waiting(['x', 'y'], 'FIRST_COMPLETED')),
    cancel('x'),
    wait(waiting(['x'])),
    state('x'),
  ]),
  program('uncancel in a nursery of retries', [
    spawn(
      'm',
      repeat(
        2,
        catching(
          ['CancelledError'],
          [group('g', spawnInto('g', 'a', finallyDo([sleep(9)], [sleep(1)])))],
          [uncancel()],
        ),
      ),
      returns(3),
    ),
    sleep(2),
    cancel('m'),
    sleep(4),
    cancel('m'),
    join('m'),
  ]),
  program('a clean-up with a group of its own', [
    spawn(
      'm',
      finallyDo(
        [sleep(9)],
        [group('g', spawnInto('g', 'a', sleep(2)), spawnInto('g', 'b', sleep(1)), log('cleaning'))],
      ),
    ),
    sleep(1),
    cancel('m'),
    attempt(join('m')),
  ]),
  program('a clean-up with a timeout of its own', [
    spawn('m', finallyDo([sleep(9)], [attempt(timeout(2, 't', sleep(9))), cancelling()])),
    sleep(1),
    cancel('m'),
    attempt(join('m')),
    state('m'),
  ]),
  program('a clean-up with a group that fails', [
    spawn(
      'm',
      finallyDo(
        [sleep(9)],
        [
          attempt(group('g', spawnInto('g', 'a', sleep(1), raise('a')))),
          cancelling(),
          sleep(1),
          log('out'),
        ],
      ),
    ),
    sleep(1),
    cancel('m', 'why'),
    attempt(join('m')),
    state('m'),
  ]),
  program('everyone waits for everyone', [
    spawn('a', sleep(3), returns(1)),
    spawn('b', join('a'), returns(2)),
    spawn('c', wait(gathering(task('a'), task('b'))), returns(3)),
    spawn('d', wait(waiting(['a', 'b', 'c'])), returns(4)),
    spawn('e', catching(['CancelledError'], [wait(within(5, task('d')))], [rethrow]), returns(5)),
    wait(gathering(task('e'), task('d'), task('c'), task('b'), task('a'))),
  ]),
]
