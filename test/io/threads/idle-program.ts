import { WorkerThreads } from '../../../src/main/io/threads/worker-threads'
import { run, toThread } from '../../../src/main/kernel'
import module from './jobs?modulePath'

/** Ends as soon as its jobs are done, if the thread that is idle then lets it. */
const threads = new WorkerThreads({ size: 1, idleMs: 3_600_000 })
await run(toThread({ module, name: 'whichThread' }, undefined), { threads })
await run(toThread({ module, name: 'sleepALittle' }, 50), { threads })
process.stdout.write('the jobs are done\n')
