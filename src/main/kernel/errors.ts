/**
 * Thrown into a cancelled Task at the point where it waits. Code that catches it must throw it
 * again after its clean-up, unless it means to end the cancellation.
 */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
}

/** Thrown by `timeout` in place of the cancellation that the timeout itself caused. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
}

/** A Future was asked for a result before it had one, or was given a second result. */
export class InvalidStateError extends Error {
  override readonly name = 'InvalidStateError'
}

/** `getNowait` was called on an empty Queue. */
export class QueueEmpty extends Error {
  override readonly name = 'QueueEmpty'
}

/** `putNowait` was called on a full Queue. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
}

/**
 * Thrown in every Task that waits at a Barrier when it is aborted or reset, or arrives after
 * `abort`.
 */
export class BrokenBarrierError extends Error {
  override readonly name = 'BrokenBarrierError'
}
