/** Globals that browsers and Node share: the kernel depends on the types of neither. */
declare function queueMicrotask(callback: () => void): void

interface AbortSignal {
  readonly aborted: boolean
}

declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}
