/** What the kernel takes from any JavaScript host, browser or Node, without asking for its types. */
declare function queueMicrotask(callback: () => void): void

interface AbortSignal {
  readonly aborted: boolean
}

declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}
