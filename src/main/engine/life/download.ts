import type { WaitReason } from '../../../shared/download'
import { DownloadError } from '../download-error'
import type { DownloadPatch, DownloadRecord, SegmentRecord, TrashMark } from '../records'
import { doneBytes, isWhole } from '../segments/segment-records'
import type { Facts } from '../timeline'
import { NO_PLAN } from './file-plan'
import {
  columnsOf,
  isToRun,
  nextPhase,
  type Phase,
  type PhaseEvent,
  recordedPhase,
  waitReasonOf,
} from './phase'
import { type DownloadHome, RecordedDownload } from './recorded-download'

/**
 * One download, and the only way to change its life: an operation is a legal transition of its
 * phase, the record of it, and an entry in its timeline, as one. Operations throw DownloadError: of
 * the store, or `bug` for an illegal transition.
 *
 * There may be a hundred thousand in a queue, so it has no more fields than it needs.
 */
export class Download extends RecordedDownload {
  #phase: Phase

  constructor(record: DownloadRecord, home: DownloadHome) {
    super(record, home)
    this.#phase = recordedPhase(record)
  }

  /** Pauses many downloads by one transaction. */
  static pauseAll(downloads: readonly Download[]): void {
    for (const download of downloads) download.#enter({ type: 'pause' })
    Download.changeAll(downloads, { state: 'paused', error: null })
  }

  /** Has many downloads wait for their turn, by one transaction. */
  static queueAll(downloads: readonly Download[]): void {
    for (const download of downloads) download.#enter({ type: 'queue' })
    Download.changeAll(downloads, { state: 'queued', error: null, startAtMs: null })
  }

  /** Puts many downloads into the trash by one transaction. */
  static trashAll(downloads: readonly Download[], trashed: TrashMark): void {
    Download.changeAll(downloads, { trashed })
  }

  get phase(): Phase {
    return this.#phase
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
    this.noted(() => this.#wait('schedule', null, untilMs), 'held', why)
  }

  /** Its turn has come: it sends its first request. */
  connect(): void {
    this.#transition({ type: 'connect' })
  }

  /** A wait is over, if there was one: the next request is sent, or the whole file finalized. */
  endWait(): void {
    if (this.#phase.name === 'waiting') this.connect()
  }

  /** Bytes arrive; called for each chunk, and tells of the progress. */
  receive(): void {
    if (this.#phase.name === 'receiving') this.progressed()
    else this.#transition({ type: 'receive' })
  }

  /** It tries again `delayMs` from now, because of this error. */
  waitAfter(error: DownloadError, delayMs: number): void {
    this.#wait(waitReasonOf(error), error, this.home.epochMs() + delayMs)
  }

  /** It has every byte. */
  finalize(): void {
    this.#transition({ type: 'finalize' })
  }

  /** Its file stands under the final name, proven as far as `proof` says. */
  complete(proof: NonNullable<DownloadRecord['proof']>): void {
    const lengthBytes = doneBytes(this.record.segments)
    const finished = { lengthBytes, finishedAtMs: this.home.epochMs(), proof }
    const { fileName } = this.record
    const completed = { lengthBytes, proof, fileName }
    this.noted(() => this.#transition({ type: 'complete' }, finished), 'completed', completed)
  }

  /** A finished file is compared with what was recorded when it was downloaded. */
  verify(): void {
    this.noted(() => this.#transition({ type: 'verify' }), 'verifying')
  }

  /** The finished file is what it was. */
  confirm(): void {
    this.#transition({ type: 'complete' })
  }

  /** Records which blocks of a finished file are damaged; `fail` follows. */
  damage(segments: readonly SegmentRecord[], error: DownloadError): void {
    // As one: holes without a word of damage would be taken for a part.
    this.home.store.transactions.batch(() => {
      this.checkpoint(segments)
      this.#transition({ type: 'fail', error: error.info })
    })
  }

  /** Its damaged blocks are to be fetched again. */
  beginRepair(): void {
    this.#transition({ type: 'repair' })
  }

  /** The damaged file is a part file again, and waits for its turn. */
  queueRepair(): void {
    this.noted(() => this.queue(), 'repaired')
  }

  /** Another link has to prove that it leads to the same file. */
  proveLink(): void {
    this.#transition({ type: 'prove-link' })
  }

  /** Its link, or a mirror, failed by this error: the next mirror has to prove itself. */
  proveMirror(url: string, error: DownloadError): void {
    this.noted(() => this.proveLink(), 'mirror', error, { url })
  }

  /** The link has proven that it leads to the same file. */
  acceptLink(facts: Pick<DownloadRecord, 'url' | 'validator' | 'options'>): void {
    const accept = (): void => {
      this.patch(facts)
      this.queue()
    }
    this.noted(accept, 'new-link', { url: facts.url })
  }

  /** The link gives nothing, or another file: the download needs one more. */
  rejectLink(url: string, error: DownloadError): void {
    const rejected = { type: 'ask-for-link', error: error.info } as const
    this.noted(() => this.#transition(rejected), 'needs-link', error, { url })
  }

  /** Its file is being moved; returns the phase to come back to by `endMove`. */
  beginMove(): Phase {
    const before = this.#phase
    this.#transition({ type: 'move' })
    return before
  }

  /** Comes back to the phase before the move; a download that ran waits for its turn again. */
  endMove(before: Phase): void {
    this.verified(null)
    const waits = before.name === 'waiting' && before.reason === 'start-time'
    const comesBack = waits || !isToRun(before)
    this.#transition(comesBack ? { type: 'return', to: before } : { type: 'queue' })
  }

  /** Fails, or needs a link; in memory also where the store cannot record it. */
  fail(error: DownloadError): void {
    const type = error.family === 'link' ? 'ask-for-link' : 'fail'
    const kind = type === 'fail' ? 'failed' : 'needs-link'
    try {
      this.noted(() => this.#transition({ type, error: error.info }), kind, error)
    } catch (storeError) {
      // The store may well be the reason: the next start finds the last state on record.
      if (!(storeError instanceof DownloadError) || storeError.family === 'bug') throw storeError
    }
  }

  /**
   * Forgets what was planned and fetched, so that the next response decides anew, and notes why and
   * how many bytes that costs. The names stay reserved.
   */
  beginAnew(costBytes: number, ...why: readonly (DownloadError | Facts)[]): void {
    const { checkpoints, transactions } = this.home.store
    transactions.batch(() => {
      // Before anybody can see that its progress has gone back.
      if (costBytes > 0) this.timeline.note('restarted', ...why, { costBytes })
      else if (why.length > 0) this.timeline.note('retrying', ...why)
      this.checkpoint([])
      checkpoints.forgetBlocks(this.id)
      this.change({ ...NO_PLAN, proof: null, finishedAtMs: null })
    })
  }

  /** The finished file is gone or is another one: it is to be downloaded anew, under a new name. */
  loseFile(): void {
    this.home.store.transactions.batch(() => {
      this.#transition({ type: 'lose-file' })
      this.losePart()
    })
  }

  /** Somebody took the file away, and with it the names: they may be another file's by now. */
  losePart(): void {
    this.home.store.transactions.batch(() => {
      this.beginAnew(doneBytes(this.record.segments), { code: 'part-file-lost' })
      this.change({ fileName: null, partName: null })
    })
  }

  /** Takes it out of the trash. */
  restore(): void {
    this.change({ trashed: null })
  }

  #wait(reason: WaitReason, error: DownloadError | null, nextAttemptAtMs: number | null): void {
    const isFinalizing = isWhole(this.record.segments)
    const wait = { reason, error: error?.info ?? null, nextAttemptAtMs, isFinalizing }
    this.#transition({ type: 'wait', wait })
  }

  #transition(event: PhaseEvent, facts: DownloadPatch = {}): void {
    this.#enter(event)
    const columns = columnsOf(this.#phase)
    const { state, error, startAtMs } = this.record
    const isSame =
      columns.state === state && columns.error === error && columns.startAtMs === startAtMs
    const patch = isSame ? facts : { ...facts, ...columns }
    if (Object.keys(patch).length > 0) this.change(patch)
    else this.progressed()
  }

  #enter(event: PhaseEvent): void {
    this.#phase = nextPhase(this.#phase, event)
  }
}
