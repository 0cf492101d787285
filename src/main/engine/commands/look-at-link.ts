import type { Look } from '../../../shared/adding/drafts'
import type { Preflight } from '../../../shared/adding/preflight'
import { nameFromUrl } from '../../../shared/name-from-url'
import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Files } from '../ports/files'
import type { HttpResponse, RequestOptions } from '../ports/http'
import type { Ports } from '../ports/ports'
import type { ValidatedResponse } from '../proof/validate-response'
import { strongEtag, type Validator } from '../proof/validator'
import { firstResponse } from '../transfer/begin-download'

type Seen = Pick<
  Preflight,
  'finalUrl' | 'lengthBytes' | 'resumable' | 'contentType' | 'validator' | 'error'
> & { readonly fileName: string | null }

/** Runs a request when its host has a place for it. */
export type Visit = <T>(body: () => Coroutine<T>) => Coroutine<T>

/**
 * Asks a link for its file as a download would, and lets go of it before any byte is read: nothing
 * is written, and there is no download of it. What goes wrong is told in the result.
 */
export function* lookAtLink(
  { url, dir, wishedName }: Pick<Look, 'url' | 'dir' | 'wishedName'>,
  { source, files, store }: Pick<Ports, 'source' | 'files' | 'store'>,
  request: RequestOptions,
  stallMs: number,
  visit: Visit,
): Coroutine<Preflight> {
  const expected = { name: wishedName ?? nameFromUrl(url), contentType: null }
  const seen = yield* telling(function* () {
    return yield* visit(function* () {
      const { response, proven } = yield* firstResponse(source, url, request, expected, stallMs)
      response.close()
      return seenIn(response, proven)
    })
  })
  const { fileName, ...facts } = seen
  const name = files.safeName(wishedName ?? fileName ?? nameFromUrl(seen.finalUrl ?? url))
  const lengthBytes = yield* lengthOf(files, dir, name)
  const partName = `${name}.part`
  return {
    ...facts,
    name,
    fileThere: lengthBytes === null ? null : { lengthBytes },
    isPartThere:
      store.downloads.hasPart(dir, partName) || (yield* lengthOf(files, dir, partName)) !== null,
  }
}

function* telling(look: () => Coroutine<Seen>): Coroutine<Seen> {
  try {
    return yield* look()
  } catch (thrown) {
    if (!(thrown instanceof DownloadError)) throw thrown
    return {
      finalUrl: null,
      fileName: null,
      lengthBytes: null,
      resumable: null,
      contentType: null,
      validator: null,
      error: thrown.info,
    }
  }
}

function seenIn(response: HttpResponse, { lengthBytes, resumable }: ValidatedResponse): Seen {
  return {
    finalUrl: response.url,
    fileName: response.fileName,
    lengthBytes,
    resumable,
    contentType: response.contentType,
    validator: strengthOf(response.validator),
    error: null,
  }
}

function strengthOf(validator: Validator): Preflight['validator'] {
  if (strongEtag(validator) !== null) return 'strong'
  return validator.etag === null && validator.lastModified === null ? 'none' : 'weak'
}

/** A folder that cannot be read has nothing in it that could be told of. */
function* lengthOf(files: Files, dir: string, name: string): Coroutine<number | null> {
  try {
    return yield* files.lengthOf(dir, name)
  } catch (thrown) {
    if (!(thrown instanceof DownloadError)) throw thrown
    return null
  }
}
