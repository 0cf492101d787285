/** A way in which the kernel means to differ from asyncio. */
export interface KnownDifference {
  readonly name: string
  readonly reason: string
  /**
   * The first release of Python that agrees with the kernel; null: none does. With `.0` at its end
   * a later release of an older version may have been mended as well.
   */
  readonly before: '3.11.3' | '3.12.0' | '3.13.0' | null
  /** The scenarios that show it: their logs differ, or the entry is stale. */
  readonly scenarios: readonly string[]
}

/**
 * All known differences. Random programs keep away from those of all versions. What 3.12 and 3.13
 * mended occurs in `modern` random programs, which are compared from 3.13 on; what 3.11.3 mended
 * occurs in all of them.
 */
export const knownDifferences: readonly KnownDifference[] = [
  {
    name: 'every waiter is told the message',
    reason:
      'asyncio gives the CancelledError with its message to the first who asks a cancelled Task, and one without to all later ones. The kernel gives the same one to all.',
    before: null,
    scenarios: [
      'the message reaches the second who waits as well',
      'one child of a gather of exceptions is cancelled',
    ],
  },
  {
    name: 'a late spawn is cancelled',
    reason:
      'asyncio refuses a Task for a group that is being aborted with a RuntimeError, which then hides what went wrong. The kernel takes it and cancels it before it begins.',
    before: null,
    scenarios: ['spawn into a group that is being aborted'],
  },
  {
    name: 'a late reschedule does nothing',
    reason:
      'asyncio raises RuntimeError when a timeout is moved that has expired or is over. The caller, often a callback, cannot know, so the kernel ignores it.',
    before: null,
    scenarios: [
      'a timeout is moved on when it is over',
      'a timeout is moved on when it has expired',
      'a timeout moved on in the moment it expires',
    ],
  },
  {
    name: 'queues are fair',
    reason:
      'in asyncio a newcomer may take the item or the room that woke another, who then waits at the end of the line. In the kernel who waits is served first and keeps its place.',
    before: null,
    scenarios: [
      'a getter passed by a newcomer waits at the end of the line',
      'a newcomer finds the item that woke another',
      'a newcomer finds the room that woke another',
    ],
  },
  {
    name: 'barriers are fair',
    reason:
      'in asyncio those who just passed a barrier may come round and overtake one who waited for it to drain. In the kernel who came first has a place in the next round.',
    before: null,
    scenarios: ['a newcomer waits while a barrier drains'],
  },
  {
    name: 'timers of one moment keep their order',
    reason:
      'asyncio fires timers of the same moment in the order of a heap, which is none. The kernel keeps the order in which they were set; the interpreter of Python puts a hair between them.',
    before: null,
    scenarios: ['timers of one moment without a hair between them'],
  },
  {
    name: 'a moved deadline is set when its old one comes',
    reason:
      'the kernel moves a deadline without touching the timer, which finds out when it fires. Among other timers of the very same moment it may so have another place, which asyncio does not promise either.',
    before: null,
    scenarios: ['a deadline moved to the moment of another timer'],
  },
  {
    name: 'a timeout in a clean-up',
    reason:
      'before 3.11.3 a timeout in a Task that had been cancelled raised CancelledError in place of TimeoutError.',
    before: '3.11.3',
    scenarios: [
      'a timeout in a task that was cancelled before',
      'a clean-up with a timeout of its own',
    ],
  },
  {
    name: 'gather looks at what is done at once',
    reason: 'before 3.12 gather heard of a child that was done already only a turn later.',
    before: '3.12.0',
    scenarios: ['gather what is done already', 'gather a done failure before a pending one'],
  },
  {
    name: 'waitFor is a timeout',
    reason:
      'before 3.12 wait_for ran a Task of its own: it returned a turn later, lost the message of a cancellation, or lost the cancellation itself.',
    before: '3.12.0',
    scenarios: [
      'cancel a waitFor',
      'cancel a waitFor whose task swallows',
      'cancel a waitFor as its task is done',
      'waitFor a plain future',
      'get with a time limit',
    ],
  },
  {
    name: 'uncancel recalls what was not thrown yet',
    reason: 'before 3.13 the CancelledError was thrown anyway.',
    before: '3.13.0',
    scenarios: ['uncancel before the error was thrown', 'uncancel oneself before one waits'],
  },
  {
    name: 'a group delivers the cancellation that came with an error',
    reason:
      'before 3.13 a group that was cancelled from outside and failed as well lost the cancellation, or left one request too many in nested groups.',
    before: '3.13.0',
    scenarios: [
      'a cancelled group whose task fails in its clean-up',
      'a cancelled body and a task that fails in its clean-up',
      'a task fails and the parent is cancelled in the same moment',
      'the parent is cancelled and then a task fails',
      'the parent is cancelled after a failure during clean-up',
      'a group in a group fails inside',
      'the inner group fails while the outer is cancelled',
      'the outer task fails first in the same moment',
      'the last task fails as the parent, which waits, is cancelled',
      'a clean-up with a group that fails',
    ],
  },
  {
    name: 'a cancelled wait for a condition passes its wake-up on',
    reason:
      'before 3.13 the notification was lost with the Task that was cancelled, and so was the message of the cancellation.',
    before: '3.13.0',
    scenarios: [
      'cancel who waits for a condition',
      'cancel who was just notified',
      'cancel who was notified and waits for the lock',
      'cancel twice who waits, while the lock is held',
      'cancel three times who waits, while the lock is held',
    ],
  },
]
