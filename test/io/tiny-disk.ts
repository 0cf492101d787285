import { execFileSync } from 'node:child_process'
import { onTestFinished, type TestContext } from 'vitest'
import { tempFolder } from './temp-folder'

/** A disk of its own for one test, mounted with `options`; skips the test where that is forbidden. */
export function tinyDisk(context: TestContext, options: string): string {
  const dir = tempFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    context.skip('mounting a tmpfs takes root on Linux')
  }
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', dir])
  })
  return dir
}
