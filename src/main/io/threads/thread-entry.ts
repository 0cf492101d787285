import { pathToFileURL } from 'node:url'
import { parentPort } from 'node:worker_threads'
import type { JobBody } from '../../kernel'
import { packError, packWords } from './carry-error'
import type { Answer, Command } from './messages'

/** The program of a thread: runs the jobs that it is told of, one at a time. */
const port = parentPort
if (port === null) throw new Error('thread-entry runs in a thread')

let controller = new AbortController()

port.on('message', (command: Command) => {
  if (command.kind === 'abort') controller.abort()
  else void perform(command)
})

function answer(what: Answer): void {
  port?.postMessage(what)
}

async function perform(command: Command & { kind: 'run' }): Promise<void> {
  controller = new AbortController()
  const { signal } = controller
  let over = false
  const report = (progress: unknown): void => {
    // What a job left running behind must not speak for the next one.
    if (!over) answer({ kind: 'progress', progress })
  }
  try {
    const body = await load(command)
    const output = await body(command.input, { signal, report })
    over = true
    answer({ kind: 'output', output })
  } catch (error) {
    over = true
    answerThrown(error)
  }
}

async function load({
  module,
  name,
}: Command & { kind: 'run' }): Promise<JobBody<unknown, unknown, unknown>> {
  const exports = (await import(/* @vite-ignore */ pathToFileURL(module).href).catch(
    (error: unknown) => {
      throw new Error(`the module of the job ${name} cannot be loaded: ${module}`, { cause: error })
    },
  )) as Record<string, unknown>
  const body = exports[name]
  if (typeof body === 'function') return body as JobBody<unknown, unknown, unknown>
  throw new Error(`there is no job ${name} in ${module}`)
}

function answerThrown(error: unknown): void {
  try {
    answer({ kind: 'thrown', thrown: packError(error) })
  } catch {
    answer({ kind: 'thrown', thrown: packWords(error) })
  }
}
