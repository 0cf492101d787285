import type { PreflightRequest } from '../../../shared/adding/drafts'
import type { Preflight } from '../../../shared/adding/preflight'
import { nameFromUrl } from '../../../shared/name-from-url'
import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Files } from '../ports/files'
import type { Validator } from '../ports/http'
import { partNameOf } from '../ports/part-name'
import type { Ports } from '../ports/ports'
import { strongEtag } from '../proof/validator'
import { firstResponse } from './first-response'
import type { ValidResponse } from './open-validated'
import type { Requester } from './requester'

type LinkFacts = Pick<
  Preflight,
  'finalUrl' | 'lengthBytes' | 'resumable' | 'contentType' | 'validator' | 'error'
> & { readonly fileName: string | null }

/** Runs a request as soon as its host has a permit for it. */
export type WithPermit = <T>(body: () => Coroutine<T>) => Coroutine<T>

/**
 * Sends the first request of a download and closes the connection before any byte is read; nothing
 * is written. The result tells the DownloadError of a link that cannot be downloaded.
 */
export function* preflight(
  { url, dir, wishedName }: Pick<PreflightRequest, 'url' | 'dir' | 'wishedName'>,
  { files, store }: Pick<Ports, 'files' | 'store'>,
  requester: Requester,
  withPermit: WithPermit,
): Coroutine<Preflight> {
  const expected = { name: wishedName ?? nameFromUrl(url), contentType: null }
  const found = yield* orError(function* () {
    return yield* withPermit(function* () {
      const first = yield* firstResponse(requester, url, expected)
      first.response.close()
      return factsOf(first)
    })
  })
  const { fileName, ...facts } = found
  const name = files.safeName(wishedName ?? fileName ?? nameFromUrl(found.finalUrl ?? url))
  const lengthBytes = yield* lengthOf(files, dir, name)
  const partName = partNameOf(name)
  return {
    ...facts,
    name,
    fileThere: lengthBytes === null ? null : { lengthBytes },
    isPartThere:
      store.downloads.hasPart(dir, partName) || (yield* lengthOf(files, dir, partName)) !== null,
  }
}

function* orError(ask: () => Coroutine<LinkFacts>): Coroutine<LinkFacts> {
  try {
    return yield* ask()
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

function factsOf({ response, validated: { lengthBytes, resumable } }: ValidResponse): LinkFacts {
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

/** null also if the folder cannot be read. */
function* lengthOf(files: Files, dir: string, name: string): Coroutine<number | null> {
  try {
    return yield* files.lengthOf(dir, name)
  } catch (thrown) {
    if (!(thrown instanceof DownloadError)) throw thrown
    return null
  }
}
