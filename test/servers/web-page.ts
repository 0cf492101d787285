import type { Handler } from './exchange'

interface PageOptions {
  readonly status?: number
  /** Pad the page to this length. */
  readonly lengthBytes?: number
  readonly headers?: Readonly<Record<string, string | number>>
}

/** Sends an HTML page to every request: a login, a portal, an excuse. */
export function webPage(
  text: string,
  { status = 200, lengthBytes, headers = {} }: PageOptions = {},
): Handler {
  const page = pageBytes(text, lengthBytes)
  return ({ response }) => {
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': page.length,
      ...headers,
    })
    response.end(page)
  }
}

/** The page as bytes. */
export function pageBytes(text: string, lengthBytes?: number): Buffer {
  const page = Buffer.from(`<!doctype html>\n<title>${text}</title>\n<p>${text}</p>\n`)
  if (lengthBytes === undefined) return page
  return Buffer.concat([page, Buffer.alloc(lengthBytes - page.length, ' ')])
}
