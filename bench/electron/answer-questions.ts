import type { Answer, Question } from './messages'

export type Answers = Readonly<Record<string, (argument: never) => unknown>>

/** In a program of Electron: answers what the benchmark that started it asks, until it is ended. */
export function answerQuestions(answers: Answers): void {
  process.on('message', (question: Question) => void answer(question, answers))
  // The caller is gone.
  process.on('disconnect', () => process.exit())
  send({ id: 0, value: null })
}

async function answer({ id, name, argument }: Question, answers: Answers): Promise<void> {
  try {
    send({ id, value: (await answers[name]?.(argument as never)) ?? null })
  } catch (error) {
    send({ id, error: error instanceof Error ? error.message : String(error) })
  }
}

function send(message: Answer): void {
  process.send?.(message)
}
