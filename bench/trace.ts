/** What a program did to files, as strace tells. */
export interface TraceTotals {
  readonly flushes: number
  readonly flushSeconds: number
  /** Written to files other than the one that is downloaded. */
  readonly besideBytes: number
}

/** The arguments with which strace writes to `path` what `traceTotals` reads. */
export function traceFlags(path: string): string[] {
  const calls = 'trace=write,pwrite64,writev,pwritev,fsync,fdatasync,sync_file_range'
  // Looks only where it is told to, so that the other calls are as quick as ever.
  return ['-f', '--seccomp-bpf', '-qq', '-y', '-T', '-s', '0', '-e', calls, '-o', path]
}

const BEGUN = /^(\d+)\s+(\w+)\(\d+<([^>]*)>/u
const RESUMED = /^(\d+)\s+<\.\.\. \w+ resumed>/u
const RESULT = /= (\d+) <([\d.]+)>$/u

/** Adds up a trace of a download to a file called `name`, or `name` and more while it comes. */
export function traceTotals(trace: string, name: string): TraceTotals {
  const begun = new Map<string, RegExpExecArray>()
  let [flushes, flushSeconds, besideBytes] = [0, 0, 0]
  for (const line of trace.split('\n')) {
    const call = BEGUN.exec(line) ?? begun.get(RESUMED.exec(line)?.[1] ?? '')
    const result = RESULT.exec(line)
    if (call === undefined) continue
    const [, thread = '', what = '', path = ''] = call
    if (result === null) {
      begun.set(thread, call)
    } else if (what.includes('sync')) {
      flushes += 1
      flushSeconds += Number(result[2])
    } else if (isBeside(path, name)) {
      besideBytes += Number(result[1])
    }
  }
  return { flushes, flushSeconds, besideBytes }
}

/** Whether it is a file and neither the download nor that under its name for now. */
function isBeside(path: string, name: string): boolean {
  if (!path.startsWith('/') || path.startsWith('/dev/')) return false
  const base = path.slice(path.lastIndexOf('/') + 1)
  return base !== name && base !== `${name}.part`
}
