import { CancelledError, type Coroutine, until } from '../../kernel'
import { diagnoseFileError } from './translate-error'

/**
 * Does file work in `dir` and translates its errors. `undo` reverts the result of a Task that was
 * cancelled before it could receive it; an error of `undo` has no receiver and is dropped.
 */
export function* inFolder<T>(
  dir: string,
  work: (signal: AbortSignal) => Promise<T>,
  undo: (result: T) => Promise<void> = () => Promise.resolve(),
): Coroutine<T> {
  let done: { readonly result: T } | null = null
  try {
    return yield* until(async (signal) => {
      const result = await work(signal)
      done = { result }
      return result
    })
  } catch (error) {
    if (!(error instanceof CancelledError)) throw yield* until(() => diagnoseFileError(error, dir))
    const lost = done as { readonly result: T } | null
    if (lost !== null) yield* until(() => undo(lost.result).catch(() => undefined))
    throw error
  }
}
