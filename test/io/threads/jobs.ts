import { writeFileSync } from 'node:fs'
import { threadId } from 'node:worker_threads'
import type { JobContext } from '../../../src/main/kernel'

export const notAJob = 'a string'

/** The thread that it ran in. */
export function whichThread(): number {
  return threadId
}

/** A number that all threads share. */
export type Shared = Int32Array<SharedArrayBuffer>

export function spinUntil({ shared, value }: { shared: Shared; value: number }): void {
  while (Atomics.load(shared, 0) < value);
}

/** Counts, and knows no end. */
export function countForEver(shared: Shared): void {
  for (;;) Atomics.add(shared, 0, 1)
}

/** Says that it is in, and stays until the number is 1. */
export function stayIn(shared: Shared, { report }: JobContext<'in'>): void {
  report('in')
  Atomics.wait(shared, 0, 0)
}

export function reportTo(last: number, { report }: JobContext<number>): number {
  for (let number = 1; number <= last; number += 1) report(number)
  return last
}

/** Waits to be aborted, and writes that down. */
export async function noteAbort(
  path: string,
  { signal, report }: JobContext<'waiting'>,
): Promise<void> {
  report('waiting')
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
  writeFileSync(path, 'aborted')
  throw signal.reason
}

export function isAborted(_input: null, { signal }: JobContext<never>): boolean {
  return signal.aborted
}

/** Counts on when it has ended, for as long as its thread lives. */
export function countBehind(shared: Shared): void {
  setInterval(() => Atomics.add(shared, 0, 1), 1)
}

/** Goes on reporting when it has ended. */
export function reportLater(_input: null, { report }: JobContext<string>): void {
  setImmediate(() => report('late'))
}

/** Leaves its thread free meanwhile. */
export async function sleepALittle(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
}

class SpecialError extends Error {
  override readonly name = 'SpecialError'
  readonly code = 'ESPECIAL'
}

export function failSpecially(): never {
  throw new SpecialError('special', { cause: new Error('deeper') })
}

export function failUncopyably(): never {
  throw Object.assign(new Error('with a function'), { retry: () => undefined })
}

export function throwWord(): never {
  const word: unknown = 'word'
  throw word
}

export function exit(status: number): never {
  process.exit(status)
}

export async function failBehind(): Promise<void> {
  setImmediate(() => {
    throw new Error('from behind')
  })
  await new Promise(() => undefined)
}

export function giveFunction(): () => void {
  return () => undefined
}

export function lengthOf(buffer: ArrayBuffer): number {
  return buffer.byteLength
}
