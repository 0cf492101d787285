import { execFileSync } from 'node:child_process'
import { onTestFinished, type TestContext } from 'vitest'
import { tempFolder } from './temp-folder'

/** A disk of its own for one test, mounted with `options`; skips the test where that is forbidden. */
export function tinyDisk(context: TestContext, options: string): string {
  const dir = tempFolder()
  try {
    plugIn(dir, options)
  } catch {
    context.skip('mounting a tmpfs takes root on Linux')
  }
  onTestFinished(() => {
    try {
      unplug(dir)
    } catch {
      // The test has done it.
    }
  })
  return dir
}

/** Mounts a new, empty disk on the folder. */
export function plugIn(dir: string, options: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir], { stdio: 'ignore' })
}

/** Takes the disk away, as it is done to one that is in use: the folder stays, empty. */
export function unplug(dir: string): void {
  execFileSync('umount', ['--lazy', dir], { stdio: 'ignore' })
}
