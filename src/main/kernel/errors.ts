/**
 * Thrown into a Task at the point where it waits, once it is cancelled. Code that catches it must
 * let it go on after its clean-up, unless ending the cancellation is what it means to do.
 */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
}

/** Thrown by `timeout` in place of the cancellation that it caused itself. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
}

/** A Future was asked for a result it does not have yet, or given a second one. */
export class InvalidStateError extends Error {
  override readonly name = 'InvalidStateError'
}

/** `getNowait` was called on a Queue without items. */
export class QueueEmpty extends Error {
  override readonly name = 'QueueEmpty'
}

/** `putNowait` was called on a Queue that takes no more items. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
}

/** Thrown to those who wait at a Barrier when it is aborted or reset, and to all who come after `abort`. */
export class BrokenBarrierError extends Error {
  override readonly name = 'BrokenBarrierError'
}
