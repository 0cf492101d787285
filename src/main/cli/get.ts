import { setTimeout } from 'node:timers/promises'
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings'
import { runEngine } from '../io/run-engine'
import { DownloadMonitor } from './download-monitor'
import { collectRequests } from './download-requests'
import { JsonReporter } from './json-reporter'
import { TextReporter } from './text-reporter'
import type { GetOptions } from './usage'

const EXIT_STATUS = { complete: 0, failed: 1, interrupted: 130 } as const

/** An interrupted command has ended after 3 s; what is not saved by then is fetched again. */
const SAVED_WITHIN_MS = 2_500

/** A Ctrl+C may come twice: from the terminal, and handed on by a program such as npx. */
const SAME_KEY_MS = 500

/**
 * Downloads to the end, or until SIGINT or SIGTERM, and returns the exit status: 0 all complete,
 * 1 at least one failed, 130 interrupted with everything saved. Throws UsageError before anything
 * has begun.
 */
export async function get(options: GetOptions, version: string): Promise<number> {
  const { dataDir, dir, json, quiet, maxTries, stallMs } = options
  const requests = await collectRequests(options)
  const { engine, ended, stop } = await runEngine({
    dataDir,
    defaultFolder: dir,
    version,
    recover: false,
    overrides: toSettings(options),
    policy: {
      ...(maxTries !== undefined && { maxTries }),
      ...(stallMs !== undefined && { stallMs }),
      // It waits for a person to free some space only where one is watching.
      waitsForDisk: process.stdout.isTTY && !json && !quiet,
    },
  })
  const reporter = json ? new JsonReporter() : new TextReporter(quiet)
  const monitor = new DownloadMonitor(engine, reporter)
  const interruption = interrupted()
  let outcome: 'interrupted' | void
  try {
    monitor.add(requests)
    outcome = await Promise.race([monitor.allEnded, interruption, ended])
  } catch (error) {
    reporter.end()
    // If the engine broke, this is the same error once more.
    await stop().catch(() => undefined)
    throw error
  }
  if (outcome === 'interrupted') {
    const tooLate = setTimeout(SAVED_WITHIN_MS, 'too late', { ref: false })
    const saved = await Promise.race([stop(), tooLate])
    monitor.interrupt()
    reporter.end()
    // What hangs must not hold the program; the last checkpoint stands.
    if (saved === 'too late') process.exit(EXIT_STATUS.interrupted)
    return EXIT_STATUS.interrupted
  }
  await stop()
  reporter.end()
  return monitor.failures > 0 ? EXIT_STATUS.failed : EXIT_STATUS.complete
}

function toSettings({ connections, jobs, limitBytesPerSec, proxy }: GetOptions): Partial<Settings> {
  return {
    ...(connections !== undefined && {
      connectionsPerDownload: connections,
      // Who asks for so many of a file asks for as many of its host.
      connectionsPerHost: Math.max(connections, DEFAULT_SETTINGS.connectionsPerHost),
    }),
    ...(jobs !== undefined && { simultaneousDownloads: jobs }),
    ...(limitBytesPerSec !== undefined && { limitBytesPerSec }),
    ...(proxy !== undefined && { proxy }),
    // A command starts at once, whatever speed the window is set to.
    speedMode: 'limited',
  }
}

/**
 * Settles with the first signal, or when nobody is left to read the output; a second signal ends the
 * program at once.
 */
function interrupted(): Promise<'interrupted'> {
  return new Promise((resolve) => {
    const signalsAtMs: number[] = []
    const onSignal = (): void => {
      const nowMs = performance.now()
      const [first] = signalsAtMs
      if (first !== undefined && nowMs - first > SAME_KEY_MS) process.exit(EXIT_STATUS.interrupted)
      signalsAtMs.push(nowMs)
      resolve('interrupted')
    }
    // Not `once`: the library that shows the cursor again ends a program that listens no more.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal)
    process.stdout.on('error', () => resolve('interrupted'))
  })
}
