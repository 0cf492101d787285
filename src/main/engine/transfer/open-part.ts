import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Download } from '../life/download'
import { reservedNames, wasFinished } from '../life/file-state'
import type { PartFile } from '../ports/files'
import type { Ports } from '../ports/ports'
import { BlockDigests } from '../proof/block-digests'
import { segmentsToRepair } from '../proof/blocks'
import { checkBlocks } from '../proof/check-file'
import { OverlapCheck } from '../proof/overlap-check'
import { strongEtag } from '../proof/validator'
import { prepareRepair } from '../proof/verify-download'
import { recheckBoundaries } from '../segments/recheck-boundaries'
import { SegmentMap } from '../segments/segment-map'
import { SHORT_FILE_BYTES } from './short-file'

/** A part file that is ready to be written, and what is known about its bytes. */
export interface OpenPart {
  readonly part: PartFile
  readonly map: SegmentMap
  readonly overlaps: OverlapCheck
  readonly digests: BlockDigests
}

/**
 * Opens the part file of a download and checks that it still holds what the record claims. The
 * caller closes `part`. Throws DownloadError; then the part file is closed.
 */
export function* openForTransfer(download: Download, ports: Ports): Coroutine<OpenPart> {
  const { files, store } = ports
  // Otherwise a power cut could leave a part file without a record, also when the record comes from
  // a process that has ended since. Until it is opened, a part is identified by its size and times.
  yield* store.transactions.flush()
  const { dir } = download.record
  const { partName } = reservedNames(download.record)
  if (wasFinished(download.record) && (yield* files.lengthOf(dir, partName)) === null) {
    // An earlier process ended at the very beginning of the repair.
    yield* prepareRepair(download, ports)
  }
  const part = yield* files.openPart(dir, partName)
  try {
    return yield* prepare(download, ports, part)
  } catch (error) {
    yield* part.close()
    throw error
  }
}

function* prepare(download: Download, ports: Ports, part: PartFile): Coroutine<OpenPart> {
  if (part.touched === true) yield* keepUndamagedBlocks(download, ports)
  const { dir, lengthBytes, segments, validator } = download.record
  const { partName } = reservedNames(download.record)
  const heldBytes = yield* part.lengthBytes()
  if (segments.some((s) => s.position > s.start && s.position > heldBytes)) {
    throw new DownloadError('part-file-lost')
  }
  const isShorter = lengthBytes !== null && heldBytes < lengthBytes
  const isExtendedByWriting = isShorter && lengthBytes <= SHORT_FILE_BYTES
  if (lengthBytes !== null && heldBytes !== lengthBytes && !isExtendedByWriting) {
    yield* part.setLength(lengthBytes)
  }
  const overlaps = new OverlapCheck()
  const isProven = strongEtag(validator) !== null
  const records = isProven ? segments : yield* recheckBoundaries(segments, part, overlaps)
  const known = ports.store.checkpoints.blocks(download.id)
  const digests = new BlockDigests({ ...ports, dir, partName, known })
  return { part, map: new SegmentMap(records), overlaps, digests }
}

/** Another program wrote to the part file: keeps only the blocks that still match their digests. */
function* keepUndamagedBlocks(
  download: Download,
  { hasher, store }: Pick<Ports, 'hasher' | 'store'>,
): Coroutine<void> {
  const { dir, lengthBytes } = download.record
  const { partName } = reservedNames(download.record)
  // Without a length there are no digests, so nothing proves the bytes.
  if (lengthBytes === null) throw new DownloadError('part-file-lost')
  const blocks = store.checkpoints.blocks(download.id)
  const part = { hasher, dir, name: partName }
  const { damaged, damagedBytes, unknown } = yield* checkBlocks(part, blocks, lengthBytes)
  download.timeline.note('damaged', { damagedBytes })
  // One transaction: the digest of bytes that are about to change must not outlive them.
  store.transactions.batch(() => {
    store.checkpoints.forgetBlocks(download.id, damaged)
    download.checkpoint(segmentsToRepair([...damaged, ...unknown], lengthBytes))
  })
}
