import type { Exchange, Handler } from './exchange'
import type { FileBody } from './file-body'
import { type FileOptions, goodAnswer, type PlannedAnswer, sendAnswer } from './good-server'

/** Turns a good response into another one. */
export type Lie = (good: PlannedAnswer, exchange: Exchange) => PlannedAnswer

/** Plans each response as a good server does, then sends what `lie` returns. */
export function lies(file: FileBody, lie: Lie, options: FileOptions = {}): Handler {
  return (exchange) =>
    sendAnswer(exchange, file, lie(goodAnswer(exchange, file, options), exchange), options)
}

/** The response without some of its headers. */
export function without(answer: PlannedAnswer, ...names: string[]): PlannedAnswer {
  const headers = Object.entries(answer.headers).filter(([name]) => !names.includes(name))
  return { ...answer, headers: Object.fromEntries(headers) }
}

/** The response with changed or added headers. */
export function withHeaders(
  answer: PlannedAnswer,
  headers: PlannedAnswer['headers'],
): PlannedAnswer {
  return { ...answer, headers: { ...answer.headers, ...headers } }
}
