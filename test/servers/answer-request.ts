import type { Exchange, Handler } from './exchange'

export type Routes = Handler | Readonly<Record<string, Handler>>

/** Calls the handler of the request's path; a path without a handler gets a 404. */
export function answerRequest(routes: Routes, exchange: Exchange): void {
  const handler = typeof routes === 'function' ? routes : routes[exchange.record.path]
  void Promise.resolve((handler ?? answerNotFound)(exchange)).catch((error: unknown) =>
    exchange.response.destroy(error instanceof Error ? error : new Error(String(error))),
  )
}

const answerNotFound: Handler = ({ response }) => {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('no such file\n')
}
