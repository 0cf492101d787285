import type { Files } from '../../src/main/engine/ports/files'
import type { Hasher } from '../../src/main/engine/ports/hasher'
import { type Coroutine, type Task, taskGroup } from '../../src/main/kernel'

/** An empty folder on a disk, real or simulated, and what somebody who is not Rill does in it. */
export interface SomeFolder {
  readonly dir: string
  /** The disk as one more process has it: it knows nothing of what the others have made. */
  files(): Files
  hasher(): Hasher
  run<T>(main: Coroutine<T>): Promise<T>
  /** Calls back when the disk has gone on so many times by the least that there is. */
  afterMoments(moments: number, callback: () => void): void
  /** Files in the folder that Rill has open; null where the system does not tell. */
  openFiles(): number | null

  names(): string[]
  read(name: string): string | null
  write(name: string, text: string | Uint8Array): void
  append(name: string, text: string): void
  /** Cuts or extends; what is new are zeros that take no room. Makes the file if there is none. */
  setLength(name: string, lengthBytes: number): void
  link(from: string, to: string): void
  /** Takes the place of what is there. */
  rename(from: string, to: string): void
  remove(name: string): void
  makeFolder(name: string): void
}

/**
 * Runs a new `work` again and again, cancelled a moment later each time, until it is over before
 * that. Returns how often it was cancelled.
 */
export async function cancelAtEveryMoment(
  folder: SomeFolder,
  work: (round: number) => Coroutine<unknown>,
): Promise<number> {
  for (let round = 0; ; round += 1) {
    const { inner } = await folder.run(
      taskGroup(function* (group): Coroutine<{ inner: Task<unknown> }> {
        const inner = group.spawn(work(round))
        folder.afterMoments(round, () => inner.cancel())
        return { inner }
      }),
    )
    if (!inner.cancelled()) return round
  }
}
