import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { Failure } from './judge/judge'
import { play } from './play'
import { asTest } from './story/as-test'
import { shrink } from './story/shrink'
import { tellStory } from './story/tell-story'

/** A story takes a tenth of a second; a story that takes this long hangs. */
const HANGS_MS = 60_000

const HELP = `npm run sim -- [options]

  --seed N         play one story and print what happened in it
  --seeds N        play so many (default 300) and print what fails
  --from N         the first of them (default 1)
  --until-failure  stop at the first that fails
  --shrink         print each failing story as a small test
`

interface Played {
  readonly seed: number
  readonly virtualMs: number
  readonly failure: Failure | null
}

interface Share {
  readonly from: number
  readonly to: number
  readonly step: number
}

if (isMainThread) process.exitCode = await main()
else playShare(workerData as Share)

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string', default: '300' },
      from: { type: 'string', default: '1' },
      'until-failure': { type: 'boolean', default: false },
      shrink: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  if (values.seed !== undefined) return show(Number(values.seed), values.shrink)
  const [from, seeds] = [Number(values.from), Number(values.seeds)]
  const failed = await playAll(from, from + seeds, values['until-failure'])
  for (const { seed } of values.shrink ? failed : []) show(seed, true)
  return failed.length === 0 ? 0 : 1
}

/** Prints the course of one story, or of the smallest story that fails in the same way. */
function show(seed: number, isToShrink: boolean): number {
  const story = tellStory(seed)
  const { failure, trace } = play(story)
  if (failure !== null && isToShrink) {
    const fails = (simpler: typeof story): boolean => play(simpler).failure?.rule === failure.rule
    const smallest = shrink(story, fails)
    process.stdout.write(play(smallest).trace.text())
    process.stdout.write(asTest(smallest, failure.rule))
  } else {
    process.stdout.write(trace.text())
  }
  return failure === null ? 0 : 1
}

async function playAll(from: number, to: number, untilFailure: boolean): Promise<Played[]> {
  const startedAtMs = performance.now()
  const threads = Math.min(availableParallelism(), to - from)
  const failed: Played[] = []
  let [played, virtualMs] = [0, 0]
  const workers = new Set<Worker>()
  const stop = (): void => {
    for (const worker of workers) void worker.terminate()
  }
  await Promise.all(
    Array.from({ length: threads }, (_, index) => {
      const share: Share = { from: from + index, to, step: threads }
      const worker = new Worker(fileURLToPath(import.meta.url), { workerData: share })
      workers.add(worker)
      let next = share.from
      const hangs = (): void => {
        failed.push({ seed: next, virtualMs: 0, failure: { rule: 'hang', what: '', atMs: 0 } })
        process.stdout.write(`seed ${next}: hangs\n`)
        void worker.terminate()
      }
      let alarm = setTimeout(hangs, HANGS_MS)
      return new Promise<void>((resolve, reject) => {
        worker.on('message', (news: Played) => {
          clearTimeout(alarm)
          alarm = setTimeout(hangs, HANGS_MS)
          next = news.seed + threads
          played += 1
          virtualMs += news.virtualMs
          if (news.failure === null) return
          failed.push(news)
          const { rule, what } = news.failure
          process.stdout.write(`seed ${news.seed}: ${rule}: ${what}\n`)
          if (untilFailure) stop()
        })
        worker.on('error', reject)
        worker.on('exit', () => {
          clearTimeout(alarm)
          resolve()
        })
      })
    }),
  )
  const seconds = (performance.now() - startedAtMs) / 1000
  const hoursPerSec = virtualMs / 3_600_000 / seconds
  process.stdout.write(
    `${played} stories, ${failed.length} failed; ${seconds.toFixed(1)} s, ` +
      `${(played / seconds).toFixed(1)} stories and ${hoursPerSec.toFixed(1)} simulated hours a second\n`,
  )
  return failed.sort((a, b) => a.seed - b.seed)
}

function playShare({ from, to, step }: Share): void {
  for (let seed = from; seed < to; seed += step) {
    const { failure, virtualMs } = play(tellStory(seed))
    parentPort?.postMessage({ seed, failure, virtualMs } satisfies Played)
  }
}
