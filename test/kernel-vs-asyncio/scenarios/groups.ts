import type { Program } from '../program'
import {
  attempt,
  cancel,
  cancelling,
  catching,
  finallyDo,
  future,
  gathering,
  group,
  join,
  log,
  program,
  raise,
  raiseCancelled,
  rethrow,
  returns,
  setResult,
  sleep,
  spawn,
  spawnInto,
  state,
  task,
  timeout,
  uncancel,
  wait,
} from '../statements'

export const groups: readonly Program[] = [
  program('a group waits for its tasks', [
    group('g', spawnInto('g', 'a', sleep(5)), spawnInto('g', 'b', sleep(3)), log('body over')),
    log('group over'),
  ]),
  program('an empty group', [group('g'), log('over')]),
  program('a group without tasks in a cancelled task', [
    spawn('a', cancel('a'), group('g', log('inside')), log('on'), sleep(1)),
    attempt(join('a')),
  ]),
  program('a group whose task has ended before its end', [
    group('g', spawnInto('g', 'a', returns(1)), sleep(5), state('a')),
    log('over'),
  ]),
  program('a failing task cancels siblings and body', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', sleep(2), raise('a')),
        spawnInto('g', 'b', finallyDo([sleep(10)], [log('b out')])),
        sleep(20),
      ),
    ),
    cancelling(),
    sleep(1),
  ]),
  program('siblings are cancelled in the order of their making', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', sleep(10)),
        spawnInto('g', 'b', sleep(10)),
        spawnInto('g', 'c', sleep(2), raise('c')),
        spawnInto('g', 'd', sleep(10)),
        spawnInto('g', 'e', sleep(10)),
      ),
    ),
  ]),
  program('a group error waits for a slow clean-up', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', sleep(2), raise('a')),
        spawnInto('g', 'b', finallyDo([sleep(10)], [sleep(7), log('b cleaned')])),
      ),
    ),
    log('after'),
  ]),
  program('errors of several tasks come together', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', sleep(2), raise('a')),
        spawnInto('g', 'b', sleep(2), raise('b')),
        spawnInto('g', 'c', finallyDo([sleep(10)], [sleep(1), raise('c')])),
      ),
    ),
  ]),
  program('the body fails', [
    attempt(
      group('g', spawnInto('g', 'a', finallyDo([sleep(9)], [sleep(2)])), sleep(1), raise('body')),
    ),
    cancelling(),
    sleep(1),
  ]),
  program('the body fails and so does a clean-up', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', finallyDo([sleep(9)], [sleep(2), raise('a')])),
        sleep(1),
        raise('body'),
      ),
    ),
    cancelling(),
    sleep(1),
  ]),
  program('the body fails without tasks', [attempt(group('g', raise('body')))]),
  program('the body fails before its tasks began', [
    attempt(group('g', spawnInto('g', 'a', log('never said')), raise('body'))),
  ]),
  program('the body raises CancelledError by hand', [
    attempt(group('g', spawnInto('g', 'a', sleep(9)), sleep(1), raiseCancelled)),
    cancelling(),
    sleep(1),
  ]),
  program('the body returns early', [
    spawn('m', group('g', spawnInto('g', 'a', sleep(5)), returns(8))),
    join('m'),
  ]),
  program('a group is cancelled from outside while it waits', [
    spawn('m', group('g', spawnInto('g', 'a', finallyDo([sleep(9)], [sleep(2)])))),
    sleep(1),
    cancel('m', 'outside'),
    attempt(join('m')),
    state('a'),
  ]),
  program('a group is cancelled from outside while its body runs', [
    spawn('m', group('g', spawnInto('g', 'a', finallyDo([sleep(9)], [sleep(2)])), sleep(30))),
    sleep(1),
    cancel('m', 'outside'),
    attempt(join('m')),
  ]),
  program('a group is cancelled twice while it waits', [
    spawn(
      'm',
      attempt(
        group('g', spawnInto('g', 'a', finallyDo([sleep(9)], [attempt(sleep(5)), sleep(1)]))),
      ),
      cancelling(),
    ),
    sleep(1),
    cancel('m', 'one'),
    sleep(1),
    cancel('m', 'two'),
    attempt(join('m')),
  ]),
  program('a cancelled group whose task fails in its clean-up', [
    spawn(
      'm',
      attempt(group('g', spawnInto('g', 'a', finallyDo([sleep(9)], [raise('clean-up')])))),
      cancelling(),
      attempt(sleep(1)),
      log('then'),
    ),
    sleep(1),
    cancel('m'),
    attempt(join('m')),
  ]),
  program('a cancelled body and a task that fails in its clean-up', [
    spawn(
      'm',
      attempt(
        group('g', spawnInto('g', 'a', finallyDo([sleep(9)], [raise('clean-up')])), sleep(20)),
      ),
      cancelling(),
      attempt(sleep(1)),
      log('then'),
    ),
    sleep(1),
    cancel('m'),
    attempt(join('m')),
  ]),
  program('a task fails and the parent is cancelled in the same moment', [
    spawn(
      'm',
      attempt(group('g', spawnInto('g', 'a', sleep(5), raise('a')), sleep(20))),
      cancelling(),
      attempt(sleep(1)),
      log('then'),
    ),
    spawn('k', sleep(5), cancel('m', 'same moment')),
    attempt(join('m')),
  ]),
  program('the parent is cancelled and then a task fails', [
    spawn('k', sleep(5), cancel('m', 'same moment')),
    spawn(
      'm',
      attempt(group('g', spawnInto('g', 'a', sleep(5), raise('a')), sleep(20))),
      cancelling(),
      attempt(sleep(1)),
      log('then'),
    ),
    attempt(join('m')),
  ]),
  program('the parent is cancelled after a failure during clean-up', [
    spawn(
      'm',
      attempt(
        group(
          'g',
          spawnInto('g', 'a', sleep(2), raise('a')),
          spawnInto('g', 'b', finallyDo([sleep(9)], [sleep(5)])),
          sleep(20),
        ),
      ),
      cancelling(),
      attempt(sleep(3)),
      log('then'),
    ),
    sleep(4),
    cancel('m', 'late'),
    attempt(join('m')),
  ]),
  program('a group in a group fails inside', [
    attempt(
      group(
        'outer',
        spawnInto('outer', 'o', finallyDo([sleep(20)], [log('o out')])),
        spawnInto(
          'outer',
          'm',
          group('inner', spawnInto('inner', 'i', sleep(2), raise('i')), sleep(20)),
        ),
      ),
    ),
    cancelling(),
  ]),
  program('the inner group fails while the outer is cancelled', [
    spawn(
      'm',
      attempt(
        group(
          'outer',
          spawnInto('outer', 'o', finallyDo([sleep(20)], [sleep(3)])),
          group(
            'inner',
            spawnInto('inner', 'i', finallyDo([sleep(20)], [sleep(1), raise('i')])),
            sleep(20),
          ),
        ),
      ),
      cancelling(),
      attempt(sleep(1)),
    ),
    sleep(2),
    cancel('m'),
    attempt(join('m')),
  ]),
  program('inner and outer tasks fail in the same moment', [
    attempt(
      group(
        'outer',
        spawnInto('outer', 'o', sleep(3), raise('o')),
        group('inner', spawnInto('inner', 'i', sleep(3), raise('i')), sleep(20)),
      ),
    ),
    cancelling(),
    attempt(sleep(1)),
  ]),
  program('the outer task fails first in the same moment', [
    attempt(
      group(
        'outer',
        group(
          'inner',
          spawnInto('outer', 'o', sleep(3), raise('o')),
          spawnInto('inner', 'i', sleep(3), raise('i')),
        ),
        log('between'),
        sleep(5),
      ),
    ),
    cancelling(),
    attempt(sleep(1)),
  ]),
  program('an inner group error caught in the outer body', [
    group(
      'outer',
      spawnInto('outer', 'o', sleep(9), returns(1)),
      attempt(group('inner', spawnInto('inner', 'i', sleep(2), raise('i')), sleep(20))),
      cancelling(),
      sleep(1),
    ),
    cancelling(),
  ]),
  program('a cancelled task does not fail its group', [
    group('g', spawnInto('g', 'a', sleep(9)), spawnInto('g', 'b', sleep(5)), sleep(1), cancel('a')),
    state('a'),
    log('over'),
  ]),
  program('a body that swallows the cancellation by its group', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', sleep(2), raise('a')),
        attempt(sleep(20)),
        cancelling(),
        sleep(3),
        log('body on'),
      ),
    ),
    cancelling(),
    sleep(1),
  ]),
  program('a body that uncancels what its group asked for', [
    attempt(group('g', spawnInto('g', 'a', sleep(2), raise('a')), attempt(sleep(20)), uncancel())),
    cancelling(),
    sleep(1),
  ]),
  program('a body that fails when its group cancels it', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', sleep(2), raise('a')),
        catching(['CancelledError'], [sleep(20)], [raise('body')]),
      ),
    ),
    cancelling(),
  ]),
  program('a task that swallows its cancellation delays the end', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', sleep(2), raise('a')),
        spawnInto('g', 'b', attempt(sleep(20)), sleep(4), returns(1)),
      ),
    ),
    state('b'),
  ]),
  program('a task spawns into its own group', [
    group(
      'g',
      spawnInto('g', 'a', sleep(2), spawnInto('g', 'b', sleep(3), returns(2)), returns(1)),
    ),
    state('b'),
  ]),
  program('spawn into a group that is over', [
    group('g', spawnInto('g', 'a', sleep(1))),
    attempt(spawnInto('g', 'late', log('never said'))),
  ]),
  program('spawn into a group that is being aborted', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', sleep(1), raise('a')),
        finallyDo([sleep(9)], [attempt(spawnInto('g', 'late', log('never said')))]),
      ),
    ),
  ]),
  program('a task of a group is awaited in its body and fails', [
    attempt(group('g', spawnInto('g', 'a', sleep(1), raise('a')), join('a'))),
    cancelling(),
    sleep(1),
  ]),
  program('the failing of an awaited task is caught in the body', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', sleep(1), raise('a')),
        attempt(join('a')),
        log('on'),
        attempt(sleep(1)),
      ),
    ),
    cancelling(),
    sleep(1),
  ]),
  program('a group in a timeout', [
    attempt(
      timeout(
        3,
        'limit',
        group('g', spawnInto('g', 'a', finallyDo([sleep(9)], [sleep(4)])), sleep(20)),
      ),
    ),
    cancelling(),
    sleep(1),
  ]),
  program('a group in a timeout whose clean-up fails', [
    attempt(
      timeout(3, 'limit', group('g', spawnInto('g', 'a', finallyDo([sleep(9)], [raise('a')])))),
    ),
    cancelling(),
    attempt(sleep(1)),
  ]),
  program('a timeout in a group fails the group', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', timeout(3, 'limit', sleep(9))),
        spawnInto('g', 'b', finallyDo([sleep(9)], [log('b out')])),
      ),
    ),
  ]),
  program('a timeout around the body expires as a task fails', [
    attempt(group('g', spawnInto('g', 'a', sleep(3), raise('a')), timeout(3, 'limit', sleep(20)))),
    cancelling(),
    attempt(sleep(1)),
  ]),
  program('a timeout outside expires as a task fails', [
    attempt(timeout(3, 'limit', group('g', spawnInto('g', 'a', sleep(3), raise('a')), sleep(20)))),
    cancelling(),
    attempt(sleep(1)),
  ]),
  program('a gather in a group', [
    attempt(
      group(
        'g',
        spawnInto('g', 'a', sleep(5), returns(1)),
        spawnInto('g', 'b', sleep(2), raise('b')),
        wait(gathering(task('a'), task('b'))),
      ),
    ),
    cancelling(),
  ]),
  program('a group ends by a future that is set in time', [
    future('f'),
    group(
      'g',
      spawnInto('g', 'a', join('f')),
      spawnInto('g', 'b', catching(['CancelledError'], [join('f')], [rethrow])),
      sleep(2),
      setResult('f', 4),
    ),
  ]),
  program('the parent is cancelled as the last task ends', [
    spawn('m', attempt(group('g', spawnInto('g', 'a', sleep(5)))), cancelling(), attempt(sleep(1))),
    spawn('k', sleep(5), cancel('m')),
    join('m'),
  ]),
  program('the last task ends as the parent is cancelled', [
    spawn('k', sleep(5), cancel('m')),
    spawn('m', attempt(group('g', spawnInto('g', 'a', sleep(5)))), cancelling(), attempt(sleep(1))),
    join('m'),
  ]),
  program('the last task fails as the parent, which waits, is cancelled', [
    spawn('k', sleep(5), cancel('m')),
    spawn('m', attempt(group('g', spawnInto('g', 'a', sleep(5), raise('a')))), cancelling()),
    join('m'),
  ]),
  program('a swallowed cancellation leaves the parent cancelled once', [
    spawn(
      'm',
      attempt(group('g', spawnInto('g', 'a', attempt(sleep(9)), sleep(2)))),
      cancelling(),
      sleep(1),
      log('on'),
    ),
    sleep(1),
    cancel('m'),
    attempt(join('m')),
  ]),
]
