import type { DownloadId, WaitReason } from '../../../shared/download'
import { shownName } from '../../../shared/name-from-url'
import { DownloadError } from '../download-error'
import type { Store } from '../ports/store'
import type {
  BlockRecord,
  Discarded,
  DownloadPatch,
  DownloadRecord,
  SegmentRecord,
} from '../records'
import { doneBytes } from '../segments/segment-records'
import { type Facts, Timeline } from '../timeline'
import { type FilePlan, NO_PLAN } from './file-plan'
import { type FileState, fileStateOf, type ReservedNames } from './file-state'
import {
  columnsOf,
  isToRun,
  nextPhase,
  type Phase,
  type PhaseEvent,
  recordedPhase,
  waitReasonOf,
} from './phase'

/** What all downloads of an engine share. */
export interface DownloadHome {
  readonly store: Store
  readonly changed: (id: DownloadId) => void
  /** The calendar's time, in ms since 1970. */
  readonly epochMs: () => number
}

/** What the phase and the file state decide; only an operation of `Download` changes it. */
type LifeColumn =
  | 'state'
  | 'error'
  | 'startAtMs'
  | 'fileName'
  | 'partName'
  | 'finishedAtMs'
  | 'discarded'

/** Facts about a download that do not touch its life. */
export type FactsPatch = Omit<DownloadPatch, LifeColumn>

/**
 * One download, and the only way to change its life: an operation is a legal transition of its
 * phase, the record of it, and an entry in its timeline, as one. Operations throw DownloadError: of
 * the store, or `bug` for an illegal transition.
 *
 * There may be a hundred thousand in a queue, so it has no more fields than it needs.
 */
export class Download {
  #record: DownloadRecord
  #phase: Phase
  readonly #home: DownloadHome
  #verifiedBytes: number | null = null

  constructor(record: DownloadRecord, home: DownloadHome) {
    this.#record = record
    this.#phase = recordedPhase(record)
    this.#home = home
  }

  /** Pauses many downloads by one transaction. */
  static pauseAll(downloads: readonly Download[]): void {
    for (const download of downloads) download.#enter({ type: 'pause' })
    Download.#recordAll(downloads, { state: 'paused', error: null })
  }

  /** Has many downloads wait for their turn, by one transaction. */
  static queueAll(downloads: readonly Download[]): void {
    for (const download of downloads) download.#enter({ type: 'queue' })
    Download.#recordAll(downloads, { state: 'queued', error: null, startAtMs: null })
  }

  /** Puts many downloads into the trash by one transaction. */
  static trashAll(downloads: readonly Download[], discarded: Discarded): void {
    Download.#recordAll(downloads, { discarded })
  }

  static #recordAll(downloads: readonly Download[], patch: DownloadPatch): void {
    const [first] = downloads
    if (first === undefined) return
    for (const download of downloads) {
      download.#record = { ...download.#record, ...patch }
      download.#changed()
    }
    first.#home.store.downloads.updateAll(
      downloads.map(({ id }) => id),
      patch,
    )
  }

  get phase(): Phase {
    return this.#phase
  }

  /** What there is of its file. */
  get file(): FileState {
    return fileStateOf(this.#record)
  }

  /** What happened to it, and why. */
  get timeline(): Timeline {
    const { store, epochMs } = this.#home
    return new Timeline(this.id, store.timelines, epochMs)
  }

  get record(): DownloadRecord {
    return this.#record
  }

  get id(): DownloadId {
    return this.#record.id
  }

  /** The name to show. */
  get name(): string {
    return shownName(this.#record)
  }

  /** Has it wait for its turn. */
  queue(): void {
    this.#transition({ type: 'queue' })
  }

  /** Has it wait for a time of the calendar, in ms since 1970. */
  delayUntil(nextAttemptAtMs: number): void {
    this.#wait('start-time', null, nextAttemptAtMs)
  }

  /** Holds it because the speed switch or the schedule says so, until `untilMs` if that is known. */
  hold(untilMs: number | null, why: Facts): void {
    this.#wait('schedule', null, untilMs)
    this.timeline.note('held', why)
  }

  /** Its turn has come: it sends its first request, or the next one after a wait. */
  connect(): void {
    this.#transition({ type: 'connect' })
  }

  /** Bytes arrive; called for each chunk, and tells of the progress. */
  receive(): void {
    if (this.#phase.name === 'receiving') this.#changed()
    else this.#transition({ type: 'receive' })
  }

  /** It tries again `delayMs` from now, because of this error. */
  waitAfter(error: DownloadError, delayMs: number): void {
    this.#wait(waitReasonOf(error), error, this.#home.epochMs() + delayMs)
  }

  /** It has every byte. */
  finalize(): void {
    this.#transition({ type: 'finalize' })
  }

  /** Its file stands under the final name, proven as far as `proof` says. */
  complete(proof: NonNullable<DownloadRecord['proof']>): void {
    const finished = {
      lengthBytes: doneBytes(this.#record.segments),
      finishedAtMs: this.#home.epochMs(),
      proof,
    }
    this.#transition({ type: 'complete' }, finished)
    const { lengthBytes, fileName } = this.#record
    this.timeline.note('completed', { lengthBytes, proof, fileName })
  }

  /** A finished file is compared with what was recorded when it was downloaded. */
  verify(): void {
    this.#transition({ type: 'verify' })
    this.timeline.note('verifying')
  }

  /** The finished file is what it was. */
  confirm(): void {
    this.#transition({ type: 'complete' })
  }

  /** Records which blocks of a finished file are damaged; `fail` follows. */
  damage(segments: readonly SegmentRecord[], error: DownloadError): void {
    // As one: holes without a word of damage would be taken for a part.
    this.#home.store.transactions.batch(() => {
      this.checkpoint(segments)
      this.#transition({ type: 'fail', error: error.info })
    })
  }

  /** Its damaged blocks are fetched again. */
  repair(): void {
    this.#transition({ type: 'repair' })
  }

  /** Another link has to prove that it leads to the same file. */
  proveLink(): void {
    this.#transition({ type: 'prove-link' })
  }

  /** The link has proven that it leads to the same file. */
  acceptLink(facts: Pick<DownloadRecord, 'url' | 'validator' | 'options'>): void {
    this.patch(facts)
    this.timeline.note('new-link', { url: facts.url })
    this.queue()
  }

  /** The link gives nothing, or another file: the download needs one more. */
  rejectLink(url: string, error: DownloadError): void {
    this.#transition({ type: 'ask-for-link', error: error.info })
    this.timeline.note('needs-link', error, { url })
  }

  /** Its file is being moved; returns the phase to come back to by `endMove`. */
  beginMove(): Phase {
    const before = this.#phase
    this.#transition({ type: 'move' })
    return before
  }

  /** Comes back to the phase before the move; a download that ran waits for its turn again. */
  endMove(before: Phase): void {
    this.#verifiedBytes = null
    const waits = before.name === 'waiting' && before.reason === 'start-time'
    const comesBack = waits || !isToRun(before)
    this.#transition(comesBack ? { type: 'return', to: before } : { type: 'queue' })
  }

  /** Fails, or needs a link; in memory also where the store cannot record it. */
  fail(error: DownloadError): void {
    const type = error.family === 'link' ? 'ask-for-link' : 'fail'
    try {
      this.#transition({ type, error: error.info })
      this.timeline.note(type === 'fail' ? 'failed' : 'needs-link', error)
    } catch (storeError) {
      // The store may well be the reason: the next start finds the last state on record.
      if (!(storeError instanceof DownloadError) || storeError.family === 'bug') throw storeError
    }
  }

  /** Records what the first response says, and the names reserved for the file, if any. */
  plan(plan: FilePlan, names: Partial<ReservedNames>): void {
    this.#change({ ...names, ...plan })
  }

  /**
   * Forgets what was planned and fetched, so that the next response decides anew, and notes why and
   * how many bytes that costs. The names stay reserved.
   */
  beginAnew(costBytes: number, ...why: readonly (DownloadError | Facts)[]): void {
    // Before anybody can see that its progress has gone back.
    if (costBytes > 0) this.timeline.note('restarted', ...why, { costBytes })
    else if (why.length > 0) this.timeline.note('retrying', ...why)
    this.checkpoint([])
    this.forgetBlocks()
    this.#change({ ...NO_PLAN, proof: null, finishedAtMs: null })
  }

  /** The finished file is gone or is another one: it is to be downloaded anew, under a new name. */
  loseFile(): void {
    this.#home.store.transactions.batch(() => {
      this.#transition({ type: 'lose-file' })
      this.losePart()
    })
  }

  /** Somebody took the file away, and with it the names: they may be another file's by now. */
  losePart(): void {
    this.beginAnew(doneBytes(this.#record.segments), { code: 'part-file-lost' })
    this.#change({ fileName: null, partName: null })
  }

  /** The file stands, or will stand, under these names. */
  place(names: Partial<ReservedNames> & Partial<Pick<DownloadRecord, 'dir'>>): void {
    this.#change(names)
  }

  /** Takes it out of the trash. */
  restore(): void {
    this.#change({ discarded: null })
  }

  /** Changes facts, tells of it, and records it. */
  patch(facts: FactsPatch): void {
    this.#change(facts)
  }

  /** Records which bytes are on disk, and the digests of further blocks. */
  checkpoint(segments: readonly SegmentRecord[], blocks: readonly BlockRecord[] = []): void {
    this.#home.store.checkpoints.write(this.id, segments, blocks)
    this.#record = { ...this.#record, segments }
  }

  forgetBlocks(): void {
    this.#home.store.checkpoints.forgetBlocks(this.id)
  }

  /** Bytes read so far by a check or a copy that is running; null while there is none. */
  get verifiedBytes(): number | null {
    return this.#verifiedBytes
  }

  verified(bytes: number | null): void {
    this.#verifiedBytes = bytes
    this.#changed()
  }

  /** Tells of progress that is not recorded. */
  progressed(): void {
    this.#changed()
  }

  #wait(reason: WaitReason, error: DownloadError | null, nextAttemptAtMs: number | null): void {
    const wait = { reason, error: error?.info ?? null, nextAttemptAtMs }
    this.#transition({ type: 'wait', wait })
  }

  /** Memory has the new phase even where the store cannot record it. */
  #transition(event: PhaseEvent, facts: DownloadPatch = {}): void {
    this.#enter(event)
    const columns = columnsOf(this.#phase)
    const { state, error, startAtMs } = this.#record
    const isSame =
      columns.state === state && columns.error === error && columns.startAtMs === startAtMs
    const patch = isSame ? facts : { ...facts, ...columns }
    if (Object.keys(patch).length > 0) this.#change(patch)
    else this.#changed()
  }

  #enter(event: PhaseEvent): void {
    this.#phase = nextPhase(this.#phase, event)
  }

  #change(patch: DownloadPatch): void {
    this.#record = { ...this.#record, ...patch }
    this.#changed()
    this.#home.store.downloads.update(this.id, patch)
  }

  #changed(): void {
    this.#home.changed(this.id)
  }
}
